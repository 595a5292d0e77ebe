using Amazon.Lambda.Core;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The Lambda contract's view of an <see cref="Invocation"/>: its headers, completed from the environment.</summary>
public sealed class LambdaInvocationContext : ILambdaContext
{
    // arn:partition:lambda:region:account:function:NAME[:qualifier]
    private const int ArnNamePart = 6;

    // Hardly ever is a process called by another ARN than before.
    private static ArnName? LastName;

    private readonly Invocation _invocation;
    private LambdaClientContext? _clientContext;
    private LambdaCognitoIdentity? _identity;

    /// <summary>Shows <paramref name="invocation"/> through the contract; nothing is copied or parsed before it is asked for.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="invocation"/> is null.</exception>
    public LambdaInvocationContext(Invocation invocation)
    {
        ArgumentNullException.ThrowIfNull(invocation);
        _invocation = invocation;
        FunctionName = NameFromArn(invocation.InvokedFunctionArn) ?? invocation.Environment.FunctionName;
        Logger = new LambdaContextLogger(invocation.Logger);
    }

    /// <inheritdoc/>
    public string AwsRequestId => _invocation.RequestId;

    /// <summary>What the mobile SDK said about the calling application; null for every other caller.</summary>
    public IClientContext ClientContext => (_clientContext ??= LambdaClientContext.Parse(_invocation.ClientContextJson))!;

    /// <summary>The name in the invoked ARN; without one, that of the environment.</summary>
    public string FunctionName { get; }

    /// <inheritdoc/>
    public string FunctionVersion => _invocation.Environment.FunctionVersion;

    /// <summary>The caller's Cognito identity; null unless a mobile SDK called.</summary>
    public ICognitoIdentity Identity => (_identity ??= LambdaCognitoIdentity.Parse(_invocation.CognitoIdentityJson))!;

    /// <summary>The ARN as called; empty when the Runtime API did not say.</summary>
    public string InvokedFunctionArn => _invocation.InvokedFunctionArn ?? "";

    /// <summary>Writes into the same JSON lines as every other logger.</summary>
    public ILambdaLogger Logger { get; }

    /// <summary>The log group; null under SnapStart.</summary>
    public string LogGroupName => _invocation.Environment.LogGroupName!;

    /// <summary>The log stream; null under SnapStart.</summary>
    public string LogStreamName => _invocation.Environment.LogStreamName!;

    /// <summary>The memory limit in megabytes; 0 when not known.</summary>
    public int MemoryLimitInMB => _invocation.Environment.MemoryLimitInMB;

    /// <summary>What is left until the deadline; never less than zero.</summary>
    public TimeSpan RemainingTime
    {
        get
        {
            var left = _invocation.Deadline - _invocation.Clock.GetUtcNow();
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The tenant in tenant isolation mode; else empty.</summary>
    public string TenantId => _invocation.TenantId ?? "";

    /// <summary>The whole X-Ray trace header; empty when the Runtime API sent none.</summary>
    public string TraceId => _invocation.TraceHeader ?? "";

    private static string? NameFromArn(string? arn)
    {
        var last = LastName;
        if (last is not null && last.Arn == arn)
            return last.Name;
        var parts = arn?.Split(':');
        var name = parts is { Length: > ArnNamePart } && parts[ArnNamePart].Length > 0 ? parts[ArnNamePart] : null;
        if (arn is not null)
            LastName = new ArnName(arn, name);
        return name;
    }

    private sealed record ArnName(string Arn, string? Name);
}
