namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What equal calls have in common.</summary>
internal readonly record struct FoldKey(string Name, string? Target, string? Statement, string? Resource, string Annotations)
{
    internal static FoldKey Of(Subsegment subsegment) => new(
        subsegment.Name,
        subsegment.Call?.Name,
        subsegment.Call?.Statement ?? subsegment.Call?.AwsOperation,
        subsegment.Call?.BucketName,
        string.Join('\n', subsegment.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}")));
}
