namespace Lego.LocalHost.RuntimeApi;

/// <summary>What one invocation came to, and what its trace needs to know of it.</summary>
/// <param name="RequestId">The id that log lines and the runtime know it by.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Payload">The function's output, or the error JSON.</param>
/// <param name="ErrorType">Short name of the error, if it failed.</param>
/// <param name="XRayErrorCause">The exceptions as the runtime described them for the trace, if it did.</param>
/// <param name="ColdStart">True for the first invocation of a functions process.</param>
/// <param name="QueuedAt">When the invocation was asked for.</param>
/// <param name="StartedAt">When a runtime took it; the end if none ever did.</param>
/// <param name="EndedAt">When the answer, or what takes its place, was there.</param>
public sealed record InvocationResult(
    string RequestId,
    InvocationOutcome Outcome,
    ReadOnlyMemory<byte> Payload,
    string? ErrorType,
    string? XRayErrorCause,
    bool ColdStart,
    DateTimeOffset QueuedAt,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt)
{
    public bool IsSuccess => Outcome == InvocationOutcome.Success;
}
