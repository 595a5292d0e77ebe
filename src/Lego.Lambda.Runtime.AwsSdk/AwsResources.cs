using Amazon.Runtime.Internal;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>
/// The resource that a request is for, read from the request as it was marshalled: its members as objects can't be reached without
/// reflection, which trimming would break.
/// </summary>
internal static class AwsResources
{
    // Items of DynamoDB are up to 400 KB; batches, which may be larger, name several tables.
    private const int MaxBody = 1 << 20;

    /// <summary>The table or queue that stands in a body of JSON; null for other services.</summary>
    internal static string? ReadBody(string? service, IRequest request) => service switch
    {
        AwsNames.DynamoDB => BodyOf(request) is { Length: > 0 } body
            ? TopLevelJson.Text(body, "TableName"u8) ?? TopLevelJson.OnlyMemberOf(body, "RequestItems"u8)
            : null,
        AwsNames.Sqs => BodyOf(request) is { Length: > 0 } body ? TopLevelJson.Text(body, "QueueUrl"u8) : null,
        _ => null,
    };

    /// <summary>Names the resource in the call, once the request was sent.</summary>
    internal static void Read(IRequest request, string? bodyResource, DependencyCall call)
    {
        switch (call.Name)
        {
            case AwsNames.S3:
                // A slash and the bucket, also where the host name holds it.
                call.BucketName = request.CanonicalResourcePrefix is { Length: > 1 } prefix ? prefix[1..] : null;
                call.ObjectKey = Value(request.PathResources, "{Key+}");
                break;
            case AwsNames.DynamoDB:
                call.TableName = NameOf(bodyResource, "table/");
                break;
            case AwsNames.Sqs:
                call.QueueUrl = bodyResource ?? Value(request.Parameters, "QueueUrl");
                break;
            case AwsNames.Sns:
                call.TopicArn = Value(request.Parameters, "TopicArn");
                break;
            case AwsNames.Lambda:
                call.FunctionName = NameOf(Value(request.PathResources, "{FunctionName}"), "function:");
                break;
        }
    }

    private static ReadOnlySpan<byte> BodyOf(IRequest request)
    {
        var body = request.ContentStream is PooledContentStream pooled ? pooled.Content.Span : request.Content;
        return body.Length <= MaxBody ? body : default;
    }

    /// <summary>The name in an ARN; what is no ARN is a name already.</summary>
    private static string? NameOf(string? nameOrArn, string kind)
    {
        var at = nameOrArn?.IndexOf(kind, StringComparison.Ordinal) ?? -1;
        if (at < 0)
        {
            return nameOrArn;
        }

        var name = nameOrArn.AsSpan(at + kind.Length);
        var end = name.IndexOfAny(':', '/');
        return (end < 0 ? name : name[..end]).ToString();
    }

    private static string? Value(IDictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var value) && !string.IsNullOrEmpty(value) ? value : null;
}
