using Lego.Lambda.Runtime.Metrics;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>What every log line of one invocation carries; filled by the invocation that owns it, as it learns more.</summary>
/// <remarks>
/// The current context flows into awaited and parallel work of the invocation and never into another invocation.
/// Set the members from the invocation's own path only: parallel work of the same invocation reads the same object.
/// </remarks>
public sealed class LogContext
{
    private static readonly AsyncLocal<LogContext?> Ambient = new();

    /// <summary>The context of the invocation that this code runs for; null outside of one.</summary>
    public static LogContext? Current => Ambient.Value;

    /// <summary>The Lambda request id, member <c>requestId</c>.</summary>
    public string? RequestId { get; set; }

    /// <summary>The id that the client or the gateway gave to the request, member <c>correlationId</c>.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>The X-Ray trace id in the form <c>1-8hex-24hex</c>, member <c>traceId</c>.</summary>
    public string? TraceId { get; set; }

    /// <summary>The signed-in user, member <c>userId</c>.</summary>
    public string? UserId { get; set; }

    /// <summary>The function id, member <c>functionName</c>.</summary>
    public string? FunctionName { get; set; }

    /// <summary>The HTTP method, member <c>method</c>.</summary>
    public string? Method { get; set; }

    /// <summary>The route template or path, member <c>path</c>.</summary>
    public string? Path { get; set; }

    /// <summary>The AWS region, member <c>region</c>.</summary>
    public string? Region { get; set; }

    internal InvocationMetrics? Metrics { get; set; }

    /// <summary>Makes this the current context until the returned scope is disposed; the one before then comes back.</summary>
    /// <remarks>
    /// Call it in the method that awaits the work: a value set inside an async method is gone when that method returns.
    /// </remarks>
    public Scope Enter()
    {
        var scope = new Scope(Ambient.Value);
        Ambient.Value = this;
        return scope;
    }

    /// <summary>Gives back the context that was current before <see cref="Enter"/>.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly LogContext? _previous;

        internal Scope(LogContext? previous) => _previous = previous;

        /// <summary>Restores the previous context.</summary>
        public void Dispose() => Ambient.Value = _previous;
    }
}
