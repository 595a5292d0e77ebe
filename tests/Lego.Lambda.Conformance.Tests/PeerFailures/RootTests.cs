using System.Text.Json.Nodes;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Runtime;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class RootTests
{
    /// <summary>In Lambda the X-Ray SDKs write on their stand-in for Lambda's segment: they warn, or keep what is never sent.</summary>
    [Test]
    public async Task Annotations_made_outside_of_any_subsegment_land_on_the_root()
    {
        using var stage = new Stage();

        await stage.PlayAsync(async context =>
        {
            context.Annotate("before", 1);
            await TraceWork("work", () =>
            {
                context.Annotate("within", 2);
                return Task.CompletedTask;
            });
            await AnnotateFarAwayAsync(context);
        });

        var root = JsonNode.Parse(stage.Documents().Single())!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Annotation("before"), Is.EqualTo("1"));
            Assert.That(root.Annotation("within"), Is.EqualTo("2"));
            Assert.That(root.Annotation("after"), Is.EqualTo("3"));
            Assert.That(root.Named("work").ContainsKey("annotations"), Is.False);
        }
    }

    /// <summary>The same with exceptions: outside of a subsegment of its own the peers' functions have no place to tell them.</summary>
    [Test]
    public async Task Exceptions_outside_of_any_subsegment_land_on_the_root()
    {
        using var stage = new Stage();

        await stage.PlayAsync(_ => throw new InvalidOperationException("the tower fell"));

        var root = JsonNode.Parse(stage.Documents().Single())!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)root["fault"], Is.True);
            Assert.That((string?)root["cause"]?["exceptions"]?[0]?["message"], Is.EqualTo("the tower fell"));
            Assert.That((string?)root["cause"]?["exceptions"]?[0]?["type"], Is.EqualTo(nameof(InvalidOperationException)));
        }
    }

    private static async Task AnnotateFarAwayAsync(HandlerContext context)
    {
        await Task.Yield();
        context.Annotate("after", 3);
    }
}
