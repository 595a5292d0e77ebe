namespace Lego.Functions.Shared;

/// <summary>An index: the definition it is created with, and how it is searched.</summary>
internal sealed record SearchMapping(string Index, string Definition)
{
    /// <summary>The fields a text is looked for in, with their weights, such as <c>title^3</c>.</summary>
    public required IReadOnlyList<string> Fields { get; init; }

    /// <summary>The field that orders hits of equal score.</summary>
    public required string ThenBy { get; init; }

    /// <summary>Whether the greatest value of <see cref="ThenBy"/> comes first.</summary>
    public bool IsDescending { get; init; } = true;

    /// <summary>A term that every hit has, beside the user's; null when the index holds one kind of documents only.</summary>
    public (string Field, string Value)? Only { get; init; }
}
