namespace Lego.Functions.Shared;

/// <summary>A key of the cache.</summary>
/// <param name="Value">The key.</param>
/// <param name="Pattern">The key with its ids left out, for traces.</param>
internal readonly record struct CacheKey(string Value, string Pattern)
{
    /// <summary>
    /// The number that is raised when what lies under this key, or under a family of keys, is dropped. The braces put it on the same
    /// node of a cluster as the key itself.
    /// </summary>
    public CacheKey Generation => new($"{{{Value}}}:generation", Pattern + ":generation");
}
