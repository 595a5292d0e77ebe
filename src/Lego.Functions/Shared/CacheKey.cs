using System.Security.Cryptography;
using System.Text;

namespace Lego.Functions.Shared;

/// <summary>A key of the cache.</summary>
/// <param name="Value">The key.</param>
/// <param name="Pattern">The key with its ids left out, for traces.</param>
internal readonly record struct CacheKey(string Value, string Pattern)
{
    private const string None = "none";

    /// <summary>
    /// The number that is raised when what lies under this key, or under a family of keys, is dropped. The braces put it on the same
    /// node of a cluster as the key itself.
    /// </summary>
    public CacheKey Generation => new($"{{{Value}}}:generation", Pattern + ":generation");

    /// <summary>A key below this one.</summary>
    public CacheKey With(string value, string pattern) => new(Value + value, Pattern + pattern);

    /// <summary>A part of a key that may be missing. Escaped, so that neither a colon nor the text "none" can stand for something else.</summary>
    public static string Part(string? text) => text switch
    {
        null => None,
        None => "%6Eone",
        _ => Uri.EscapeDataString(text),
    };

    /// <summary>A user in a key. A user pool's ids are as they stand; no other may, by a colon, begin the key of somebody else.</summary>
    public static string User(string userId) => Uri.EscapeDataString(userId);

    /// <summary>A text of any length as 32 hexadecimal digits.</summary>
#pragma warning disable CA5351 // Shortens a key and protects nothing; keys begin with the user, so nobody meets another's.
    public static string Digest(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}
