using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Conformance.Tests.Scenarios;
using Lego.Testing.Schema;

namespace Lego.Lambda.Conformance.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class SchemaTests
{
    [TestCaseSource(typeof(ScenarioCatalog), nameof(ScenarioCatalog.Cases))]
    public async Task Every_document_of_ours_is_valid(object scenarioOfCase)
    {
        var ours = await OurPlayer.PlayAsync((Scenario)scenarioOfCase);

        Assert.That(ours.Documents.SelectMany(SegmentSchema.Validate), Is.Empty);
    }
}
