using Lego.Lambda.Conformance.Tests.Comparison;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Conformance.Tests.Scenarios;
using Lego.Testing.Peers;
using Lego.Testing.Schema;

namespace Lego.Lambda.Conformance.Tests;

/// <summary>Our documents beside those of <c>aws-xray-sdk-core</c>, AWS's own SDK for Node, for the same scenarios.</summary>
[Parallelizable(ParallelScope.Children)]
public sealed class ConformanceTests
{
    [OneTimeSetUp]
    public Task InstallPeer() => Requires.Node();

    [TestCaseSource(typeof(ScenarioCatalog), nameof(ScenarioCatalog.Cases))]
    public async Task Our_documents_differ_from_the_peers_where_the_table_says_so_and_nowhere_else(object scenarioOfCase)
    {
        var scenario = (Scenario)scenarioOfCase;

        var peer = await PeerPlayer.PlayAsync(scenario.Name, scenario.Sampled);
        var ours = await OurPlayer.PlayAsync(scenario);

        Tell(peer);
        Assert.That(TraceComparison.Report(scenario, ours, peer), Is.Empty);
    }

    /// <summary>The peer's documents are its own matter: what the schema says of them is told and not judged.</summary>
    private static void Tell(Performance peer)
    {
        foreach (var violation in peer.Documents.SelectMany(SegmentSchema.Validate).Distinct())
        {
            TestContext.Out.WriteLine($"The peer's document: {violation}");
        }

        if (peer.Log.Length > 0)
        {
            TestContext.Out.WriteLine($"The peer's log:\n{peer.Log}");
        }
    }
}
