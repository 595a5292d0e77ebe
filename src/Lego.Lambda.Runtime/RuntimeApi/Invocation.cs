using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>One event as the Runtime API handed it out, with what its headers said.</summary>
public sealed class Invocation
{
    private ILambdaContext? _context;

    /// <summary>The raw event, UTF-8 JSON in pooled memory: valid until the handler's task completes, copy what must live longer.</summary>
    public ReadOnlyMemory<byte> Event { get; init; }

    /// <summary>The id of the invocation (header <c>Lambda-Runtime-Aws-Request-Id</c>).</summary>
    public required string RequestId { get; init; }

    /// <summary>When Lambda gives up on the invocation (header <c>Lambda-Runtime-Deadline-Ms</c>).</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The ARN with version or alias as called; null when the header is missing.</summary>
    public string? InvokedFunctionArn { get; init; }

    /// <summary>The X-Ray trace header, <c>Root=…;Parent=…;Sampled=…</c>; null when missing.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>The tenant in tenant isolation mode; else null.</summary>
    public string? TenantId { get; init; }

    /// <summary>The id that goes back with the answer (header <c>Lambda-Runtime-Invocation-Id</c>); null when missing.</summary>
    public string? InvocationId { get; init; }

    /// <summary>JSON text about the calling application; null unless a mobile SDK called.</summary>
    public string? ClientContextJson { get; init; }

    /// <summary>JSON text about the caller's Cognito identity; null unless a mobile SDK called.</summary>
    public string? CognitoIdentityJson { get; init; }

    /// <summary>The process's environment, source of what the headers do not say.</summary>
    public LambdaEnvironment Environment { get; init; } = new();

    /// <summary>The clock that <see cref="ILambdaContext.RemainingTime"/> is measured with.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>What <see cref="ILambdaContext.Logger"/> writes through.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The same facts in the shape of the Lambda contract; made on first use unless a runtime gave its own.</summary>
    public ILambdaContext Context
    {
        get => _context ??= new LambdaInvocationContext(this);
        internal init => _context = value;
    }
}
