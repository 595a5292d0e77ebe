namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What equal calls have in common.</summary>
internal readonly record struct FoldKey(
    string Name, string? Target, string? Statement, string? Operation, string? Resource, string Annotations)
{
    internal static FoldKey Of(Subsegment subsegment) => new(
        subsegment.Name,
        subsegment.Call?.Name,
        subsegment.Statement,
        subsegment.Call?.AwsOperation ?? subsegment.Call?.HttpMethod ?? subsegment.HttpMethod,
        ResourceOf(subsegment.Call),
        string.Join('\n', subsegment.Annotations.Select(annotation => $"{annotation.Key}={annotation.Value}")));

    private static string? ResourceOf(DependencyCall? call) =>
        call?.BucketName ?? call?.TableName ?? call?.QueueUrl ?? call?.TopicArn ?? call?.FunctionName;
}
