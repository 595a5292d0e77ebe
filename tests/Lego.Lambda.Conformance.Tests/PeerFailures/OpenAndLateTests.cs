using System.Text.Json.Nodes;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class OpenAndLateTests
{
    /// <summary>The X-Ray SDKs count open subsegments and send nothing above one that never closes.</summary>
    [Test]
    public async Task A_subsegment_left_open_by_an_awaited_helper_does_not_keep_the_trace_from_being_sent()
    {
        using var stage = new Stage();

        await stage.PlayAsync(_ => ForgetAsync());

        var root = Root(stage);
        var forgotten = root.Named("forgotten");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Text("parent_id"), Is.EqualTo(stage.Header.ParentId.ToHexString()));
            Assert.That(root.ContainsKey("in_progress"), Is.False);
            Assert.That(forgotten.ContainsKey("in_progress"), Is.False);
            Assert.That((double?)forgotten["end_time"], Is.EqualTo((double?)root["end_time"]));
            Assert.That(forgotten.Metadata("trace", "unfinished"), Is.EqualTo("true"));
        }
    }

    /// <summary>The X-Ray SDK for .NET knows what an earlier invocation left open by its trace id only, which a retry shares.</summary>
    [Test]
    public async Task A_subsegment_left_open_is_no_parent_in_the_next_invocation()
    {
        using var first = new Stage();
        using var second = new Stage(header: first.Header with { ParentId = TestTrace.NewHeader().ParentId });

        await first.PlayAsync(_ => ForgetAsync());
        await second.PlayAsync(_ => TraceWork("next", () => Task.CompletedTask));

        var root = Root(second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Text("parent_id"), Is.EqualTo(second.Header.ParentId.ToHexString()));
            Assert.That(root.Text("trace_id"), Is.EqualTo(TraceIds.ToXRay(second.Header.TraceId)));
            Assert.That(root.SelfAndDescendants().Select(node => node.Text("name")), Is.EqualTo(new[] { Stage.Function, "next" }));
        }
    }

    /// <summary>The X-Ray SDK for .NET ends whatever is current where the end is called, which need not be the one that is meant.</summary>
    [Test]
    public async Task A_child_that_ends_after_its_parent_stays_below_it()
    {
        using var stage = new Stage();

        await stage.PlayAsync(async _ =>
        {
            var finish = new TaskCompletionSource();
            var late = Task.CompletedTask;
            await TraceWork("outer", () =>
            {
                late = TraceWork("late", () => finish.Task);
                return Task.CompletedTask;
            });
            using (TraceWork("sequel"))
            {
                finish.SetResult();
                await late;
            }
        });

        var root = Root(stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Children().Select(node => node.Text("name")), Is.EqualTo(new[] { "outer", "sequel" }));
            Assert.That(root.Named("outer").Children().Select(node => node.Text("name")), Is.EqualTo(new[] { "late" }));
            Assert.That((double)root.Named("late")["end_time"]!, Is.GreaterThanOrEqualTo((double)root.Named("outer")["end_time"]!));
            Assert.That(root.Named("late").ContainsKey("metadata"), Is.False);
        }
    }

    /// <summary>The X-Ray SDK for .NET then sends its stand-in for Lambda's segment as a real document.</summary>
    [Test]
    public async Task A_child_that_ends_after_the_invocation_gives_no_document_of_its_own()
    {
        using var stage = new Stage();
        var finish = new TaskCompletionSource();
        var late = Task.CompletedTask;

        await stage.PlayAsync(_ =>
        {
            late = TraceWork("late", () => finish.Task);
            return Task.CompletedTask;
        });
        finish.SetResult();
        await late;

        var root = Root(stage);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Text("name"), Is.EqualTo(Stage.Function));
            Assert.That(root.Named("late").Metadata("trace", "unfinished"), Is.EqualTo("true"));
        }
    }

    private static async Task ForgetAsync()
    {
        TraceWork("forgotten");
        await Task.Yield();
    }

    private static JsonObject Root(Stage stage)
    {
        var document = stage.Documents().Single();
        Assert.That(SegmentSchema.Validate(document), Is.Empty);
        return JsonNode.Parse(document)!.AsObject();
    }
}
