using Lego.Lambda.Conformance.Tests.Comparison;
using Lego.Lambda.Conformance.Tests.Players;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Something that a function does, played by both sides, and the table of what they then report differently.</summary>
/// <param name="Name">The same name as in the peer's program.</param>
/// <param name="Play">Our side.</param>
internal sealed record Scenario(string Name, Func<Stage, Task> Play)
{
    /// <summary>The decision in the header that the function is invoked with.</summary>
    public SampleDecision Sampled { get; init; } = SampleDecision.Sampled;

    /// <summary>The table.</summary>
    public IReadOnlyList<ExpectedDifference> Differences { get; init; } = [];

    /// <summary>What the sides have at different places.</summary>
    public IReadOnlyList<MovedNode> Moves { get; init; } = [];

    /// <summary>Facts of ours that no comparison shows, because the peer sends nothing there.</summary>
    public IReadOnlyList<(string Path, string Value)> OurFacts { get; init; } = [];

    public override string ToString() => Name;
}
