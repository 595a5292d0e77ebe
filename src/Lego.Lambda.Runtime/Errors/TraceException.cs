using System.Diagnostics.CodeAnalysis;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>One entry of <c>cause.exceptions</c> in an X-Ray document. Every text is redacted and bounded.</summary>
/// <param name="Id">16 lower-case hex digits, random.</param>
/// <param name="Type">Short class name.</param>
/// <param name="Message">Redacted message, at most 1,000 characters.</param>
/// <param name="Remote">Whether the downstream service raised it.</param>
/// <param name="Frames">Stack frames, innermost first, at most 50.</param>
/// <param name="Truncated">Number of stack frames that were cut.</param>
/// <param name="Skipped">Number of exceptions left out between this one and its cause.</param>
/// <param name="Cause"><see cref="Id"/> of the inner exception's entry, null for the innermost.</param>
[SuppressMessage("Naming", "CA1711", Justification = "It is the protocol's own name for the entry.")]
public sealed record TraceException(
    string Id,
    string Type,
    string Message,
    bool Remote,
    IReadOnlyList<TraceFrame> Frames,
    int Truncated,
    int Skipped,
    string? Cause);
