namespace Lego.Operations.XRay;

/// <summary>A call of a server that sends no segment of its own.</summary>
/// <param name="Name">Name of the call, for most types also of its node.</param>
/// <param name="Type">Type of the node, for example <c>AWS::S3::Bucket</c>.</param>
/// <param name="Around">Names of the call's subsegment and of those around it, innermost first.</param>
internal sealed record InferredCall(string Name, string Type, IReadOnlyList<string> Around);
