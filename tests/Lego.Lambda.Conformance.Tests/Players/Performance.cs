namespace Lego.Lambda.Conformance.Tests.Players;

/// <summary>What came of playing a scenario.</summary>
/// <param name="Header">The trace header that the function was invoked with.</param>
/// <param name="Documents">What reached the daemon, in the order of arrival.</param>
/// <param name="SentOn">The trace headers of downstream requests, in the order of arrival; empty text for a request without.</param>
/// <param name="Log">What the player printed.</param>
internal sealed record Performance(TraceHeader Header, IReadOnlyList<string> Documents, IReadOnlyList<string> SentOn, string Log);
