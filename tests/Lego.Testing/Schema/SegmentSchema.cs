namespace Lego.Testing.Schema;

/// <summary>Checks X-Ray documents against our statement of the rules and, where its file is found, against the published schema.</summary>
public static class SegmentSchema
{
    private static readonly Lazy<PublishedSchema?> Published = new(PublishedSchema.Find);

    /// <summary>Whether the published schema's file was found; when not, only our own rules are checked.</summary>
    public static bool UsesPublishedSchema => Published.Value is not null;

    /// <summary>What is wrong with a document, each with the member's path; empty when nothing is.</summary>
    public static IReadOnlyList<string> Validate(string json) =>
        [.. SegmentRules.Validate(json), .. Published.Value?.Validate(json) ?? []];
}
