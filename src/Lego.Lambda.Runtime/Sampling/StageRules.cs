namespace Lego.Lambda.Runtime.Sampling;

/// <summary>The built-in rules. Constants and not a document, since reading one would cost every cold start.</summary>
internal static class StageRules
{
    // The first is also for stages that are not known.
    private static readonly (string Stage, int ReservoirSize, double FixedRate)[] Stages =
    [
        ("production", 1, 0.10),
        ("staging", 1, 0.50),
        ("development", 1, 1.00),
    ];

    // Load balancers and monitors ask for it all day, and its answer says by itself what is wrong.
    private static readonly SamplingRule Health = new()
    {
        RuleName = "health",
        Priority = 1,
        ServiceName = "health",
        ReservoirSize = 0,
        FixedRate = 0,
    };

    internal static SamplingRules For(string? stage)
    {
        var index = Array.FindIndex(Stages, known => known.Stage.Equals(stage, StringComparison.OrdinalIgnoreCase));
        var (_, reservoirSize, fixedRate) = Stages[Math.Max(index, 0)];
        return new SamplingRules([Health, SamplingRule.MakeDefault(reservoirSize, fixedRate)]);
    }
}
