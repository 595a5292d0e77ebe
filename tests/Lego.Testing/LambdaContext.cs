using Amazon.Lambda.Core;

namespace Lego.Testing;

/// <summary>A Lambda context with the values that a test sets.</summary>
public sealed class LambdaContext : ILambdaContext
{
    public string AwsRequestId { get; init; } = Guid.NewGuid().ToString();

    public IClientContext ClientContext => null!;

    public string FunctionName { get; init; } = "test";

    public string FunctionVersion => "$LATEST";

    public ICognitoIdentity Identity => null!;

    public string InvokedFunctionArn { get; init; } = "arn:aws:lambda:eu-central-1:123456789012:function:test";

    public ILambdaLogger Logger => null!;

    public string LogGroupName => "/aws/lambda/test";

    public string LogStreamName => "stream";

    public int MemoryLimitInMB => 512;

    public TimeSpan RemainingTime { get; init; } = TimeSpan.FromSeconds(30);

    public string TraceId { get; init; } = "";
}
