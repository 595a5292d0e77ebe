using System.Diagnostics;
using Amazon.Lambda.Core;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Testing;

/// <summary>
/// What Lambda says of one invocation: by default a new request of a function with 512 MB and 30 seconds left, whose trace is sampled.
/// </summary>
public sealed record TestLambdaContext : ILambdaContext
{
    private readonly ActivityTraceId _root = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _parent = ActivitySpanId.CreateRandom();
    private readonly string? _functionName;
    private readonly string? _invokedFunctionArn;
    private readonly string? _logGroupName;
    private readonly string? _traceId;
    private readonly TimeSpan _remainingTime = TimeSpan.FromSeconds(30);
    private readonly TimeProvider? _clock;
    private readonly long _started;

    /// <summary>The decision in the trace header. Without one (<see cref="SampleDecision.None"/>) the header has no <c>Sampled</c>.</summary>
    public SampleDecision Sampled { get; init; } = SampleDecision.Sampled;

    /// <summary>
    /// The trace header, which Lambda's contract calls so: <c>Root=…;Parent=…;Sampled=1</c>. By default it has new ids and the decision
    /// of <see cref="Sampled"/>; an empty text means that no header came.
    /// </summary>
    public string TraceId
    {
        get => _traceId ?? new TraceHeader(_root, _parent, Sampled).ToString();
        init => _traceId = value;
    }

    /// <summary>Time until Lambda's deadline. A <see cref="TestHost"/> lets it run down by its clock from the start of the invocation.</summary>
    public TimeSpan RemainingTime
    {
        get
        {
            var left = _clock is null ? _remainingTime : _remainingTime - _clock.GetElapsedTime(_started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
        init => _remainingTime = value;
    }

    /// <summary>Id of the request; a new one by default.</summary>
    public string AwsRequestId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>Name of the function; a <see cref="TestHost"/> names it by the handler's id when none is set.</summary>
    public string FunctionName
    {
        get => _functionName ?? "test";
        init => _functionName = value;
    }

    /// <summary>Version of the function.</summary>
    public string FunctionVersion { get; init; } = "$LATEST";

    /// <summary>ARN that the invocation named; by default that of <see cref="FunctionName"/>.</summary>
    public string InvokedFunctionArn
    {
        get => _invokedFunctionArn ?? "arn:aws:lambda:eu-central-1:123456789012:function:" + FunctionName;
        init => _invokedFunctionArn = value;
    }

    /// <summary>Memory of the function in MB.</summary>
    public int MemoryLimitInMB { get; init; } = 512;

    /// <summary>Log group of the function; by default that of <see cref="FunctionName"/>.</summary>
    public string LogGroupName
    {
        get => _logGroupName ?? "/aws/lambda/" + FunctionName;
        init => _logGroupName = value;
    }

    /// <summary>Log stream of the execution environment.</summary>
    public string LogStreamName { get; init; } = "stream";

    /// <summary>The calling app of a mobile SDK; null for other callers.</summary>
    public IClientContext ClientContext { get; init; } = null!;

    /// <summary>The calling identity of a mobile SDK; null for other callers.</summary>
    public ICognitoIdentity Identity { get; init; } = null!;

    /// <summary>Lambda's own logger. A <see cref="TestHost"/> captures its lines with the others when none is set.</summary>
    public ILambdaLogger Logger { get; init; } = null!;

    /// <summary>The context of an invocation that starts now.</summary>
    internal TestLambdaContext Start(string functionId, TimeProvider clock, ILambdaLogger logger) =>
        this with { FunctionName = _functionName ?? functionId, Clock = clock, Logger = Logger ?? logger };

    private TimeProvider Clock
    {
        init => (_clock, _started) = (value, value.GetTimestamp());
    }
}
