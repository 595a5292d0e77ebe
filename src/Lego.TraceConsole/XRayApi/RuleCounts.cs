namespace Lego.TraceConsole.XRayApi;

/// <summary>How many requests a rule matched, how many of those were sampled, and how many of the sampled were borrowed.</summary>
internal readonly record struct RuleCounts(long Requests, long Sampled, long Borrowed);
