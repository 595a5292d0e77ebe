namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>What became of one message.</summary>
/// <param name="Outcome">Whether it was accepted.</param>
/// <param name="Reason">Why not, in words for a log line.</param>
/// <param name="RetryAfter">How long the endpoint wants to be left alone; zero where it did not say.</param>
/// <param name="RejectedSpans">Spans that the endpoint left out of a message that it accepted.</param>
internal readonly record struct SendResult(SendOutcome Outcome, string Reason = "", TimeSpan RetryAfter = default, long RejectedSpans = 0)
{
    internal static SendResult Failed(string reason) => new(SendOutcome.Failed, reason);
}
