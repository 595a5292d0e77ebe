namespace Lego.Operations.Cost.Sampling;

/// <summary>How many traces a choice records.</summary>
internal static class RecordedTraces
{
    // The framework's built-in rules leave the function out; Lambda does not.
    private const string Health = "health";

    /// <summary>Share of a function's requests whose trace is recorded, 0 to 1.</summary>
    /// <param name="choice">Who samples and how.</param>
    /// <param name="function">Id of the function.</param>
    /// <param name="share">Share of the function in all requests.</param>
    /// <param name="durationMs">Mean duration of the function.</param>
    /// <param name="profile">All requests of a day.</param>
    /// <param name="errorRate">Share of requests that fail or are slow, which the framework keeps.</param>
    public static double ShareOf(
        SamplingChoice choice, string function, double share, double durationMs, TrafficProfile profile, double errorRate)
    {
        var all = profile.RequestsPerDay * share;
        if (all <= 0 || choice.Decider == SamplingDecider.Nobody)
        {
            return 0;
        }

        var kept = profile.Stretches.Sum(stretch => KeptIn(choice, function, share, durationMs, stretch));
        var sampled = Math.Min(1, kept / all);
        return choice.KeepsErrors ? sampled + ((1 - sampled) * errorRate) : sampled;
    }

    /// <summary>Requests that a rule keeps: the first of each second, and a share of the rest.</summary>
    /// <param name="requests">Requests in the time.</param>
    /// <param name="seconds">The time, over which they are spread evenly.</param>
    /// <param name="reservoir">Requests a second that are kept first.</param>
    /// <param name="rate">Share of the rest.</param>
    public static double KeptBy(double requests, double seconds, double reservoir, double rate)
    {
        var first = Math.Min(requests, reservoir * seconds);
        return first + ((requests - first) * rate);
    }

    private static double KeptIn(
        SamplingChoice choice, string function, double share, double durationMs, (double Seconds, double Requests) stretch)
    {
        var (seconds, all) = stretch;
        var requests = all * share;
        if (choice.Decider == SamplingDecider.RestStage)
        {
            // One reservoir for the stage, of which a function has its share.
            return KeptBy(all, seconds, choice.Reservoir, choice.Rate) * share;
        }

        var byLambda = KeptBy(requests, seconds, SamplingChoice.LambdaReservoir, SamplingChoice.LambdaRate);
        if (choice.Decider == SamplingDecider.Lambda || function == Health)
        {
            return byLambda;
        }

        // Each environment has a reservoir of its own, and serves one request at a time.
        var environments = Math.Max(1, Math.Ceiling(requests / seconds * durationMs / 1_000));
        var byFramework = KeptBy(requests, seconds, choice.Reservoir * environments, choice.Rate);
        // What Lambda keeps counts towards the framework's rate; only where it keeps more, more is kept.
        return Math.Max(byLambda, byFramework);
    }
}
