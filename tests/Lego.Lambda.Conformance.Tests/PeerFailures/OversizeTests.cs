using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class OversizeTests
{
    private const int Datagram = 65_507;

    private static readonly string Readable = string.Concat(Enumerable.Repeat("bricks, ", 8_750));

    /// <summary>The X-Ray SDK for Node logs that the subsegment is too large to send, and it is lost with all it says.</summary>
    [Test]
    public async Task Of_a_value_of_seventy_kilobytes_the_beginning_arrives_with_a_mark_and_all_else_whole()
    {
        using var stage = new Stage();

        await stage.PlayAsync(_ => TraceWork("huge", async huge =>
        {
            huge.Annotate("mocId", "m-1");
            huge.AddMetadata("body", Readable);
            huge.AddMetadata("note", "a text");
            await TraceWork("inside", () => Task.CompletedTask);
            throw new InvalidOperationException("the tower fell");
        }));

        var documents = stage.Documents();
        var nodes = documents.SelectMany(document => JsonNode.Parse(document)!.AsObject().SelfAndDescendants()).ToList();
        var huge = nodes.Single(node => node.Text("name") == "huge");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents.Select(Encoding.UTF8.GetByteCount), Is.All.LessThan(Datagram));
            Assert.That(documents.SelectMany(SegmentSchema.Validate), Is.Empty);
            Assert.That(nodes.Select(node => node.Text("name")), Is.EquivalentTo(new[] { Stage.Function, "huge", "inside" }));
            Assert.That(huge.Metadata("default", "body"), Is.EqualTo(Readable[..4096] + "[cut: 70000 characters]"));
            Assert.That(huge.Metadata("default", "note"), Is.EqualTo("a text"), "what is small is whole");
            Assert.That(huge.Annotation("mocId"), Is.EqualTo("m-1"));
            Assert.That((string?)huge["cause"]?["exceptions"]?[0]?["message"], Is.EqualTo("the tower fell"));
            Assert.That(stage.Statistics.Lost, Is.Zero);
        }
    }
}
