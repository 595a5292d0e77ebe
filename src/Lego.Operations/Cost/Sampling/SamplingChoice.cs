namespace Lego.Operations.Cost.Sampling;

/// <summary>One way to trace.</summary>
/// <param name="Name">The head of its column.</param>
/// <param name="Decider">Who decides.</param>
/// <param name="Rate">Share of the requests beyond the reservoir, 0 to 1.</param>
/// <param name="Reservoir">Requests a second that are traced first.</param>
internal sealed record SamplingChoice(string Name, SamplingDecider Decider, double Rate, double Reservoir)
{
    /// <summary>Lambda's own rate can't be configured. Source: AWS Lambda developer guide, "Visualize Lambda function invocations using AWS X-Ray".</summary>
    public const double LambdaRate = 0.05;

    /// <summary>The first request of each second. Source: the same.</summary>
    public const double LambdaReservoir = 1;

    /// <summary>The ways to compare; the first is without tracing.</summary>
    public static IReadOnlyList<SamplingChoice> All { get; } =
    [
        new("none", SamplingDecider.Nobody, 0, 0),
        new("Lambda 5 % + 1/s", SamplingDecider.Lambda, LambdaRate, LambdaReservoir),
        new("HTTP 100 %", SamplingDecider.Framework, 1, 0),
        new("HTTP 50 % + 1/s", SamplingDecider.Framework, 0.5, 1),
        new("HTTP 10 % + 1/s", SamplingDecider.Framework, 0.1, 1),
        new("REST 100 %", SamplingDecider.RestStage, 1, 0),
        new("REST 50 % + 1/s", SamplingDecider.RestStage, 0.5, 1),
        new("REST 10 % + 1/s", SamplingDecider.RestStage, 0.1, 1),
    ];

    /// <summary>Whether requests that fail are kept beside those that are sampled: the framework does that, whoever sampled.</summary>
    public bool KeepsErrors => Decider is SamplingDecider.Framework or SamplingDecider.RestStage;

    public bool IsRestApi => Decider == SamplingDecider.RestStage;
}
