using System.Text.Json.Nodes;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class ParallelCallTests
{
    /// <summary>Powertools for .NET reads Task.Result inside its aspect, so that one traced call ends before the next begins.</summary>
    [Test]
    public async Task Traced_calls_run_in_parallel()
    {
        using var stage = new Stage();

        await stage.PlayAsync(async _ =>
        {
            var (left, right) = (new TaskCompletionSource(), new TaskCompletionSource());
            // Neither ends before the other has begun: calls one after the other would wait for ever.
            await Task.WhenAll(
                TraceWork("left", () =>
                {
                    left.SetResult();
                    return right.Task;
                }),
                TraceWork("right", () =>
                {
                    right.SetResult();
                    return left.Task;
                }));
        });

        var root = JsonNode.Parse(stage.Documents().Single())!.AsObject();
        Assert.That(root.Children().Select(child => child.Text("name")), Is.EquivalentTo(new[] { "left", "right" }));
    }

    /// <summary>The same aspect reads the result by reflection: an exception comes out as a TargetInvocationException.</summary>
    [Test]
    public async Task A_traced_call_keeps_type_and_stack_of_its_exception_and_is_a_fault()
    {
        using var stage = new Stage();
        var thrown = new FormatException("a brick was missing");
        Exception? caught = null;

        await stage.PlayAsync(async _ =>
        {
            try
            {
                await TraceDatabase("moc.get", "moc", DatabaseOperation.Select, () => FailDeepInsideAsync(thrown));
            }
            catch (FormatException exception)
            {
                caught = exception;
            }
        });

        var call = JsonNode.Parse(stage.Documents().Single())!.AsObject().Named("db:moc.get");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(caught, Is.SameAs(thrown));
            Assert.That(caught!.StackTrace!.Split('\n')[0], Does.Contain(nameof(FailDeepInsideAsync)));
            Assert.That((bool?)call["fault"], Is.True);
            Assert.That((string?)call["cause"]?["exceptions"]?[0]?["type"], Is.EqualTo(nameof(FormatException)));
            Assert.That((string?)call["cause"]?["exceptions"]?[0]?["stack"]?[0]?["label"], Does.EndWith(nameof(FailDeepInsideAsync)));
        }
    }

    private static async Task FailDeepInsideAsync(Exception exception)
    {
        await Task.Yield();
        throw exception;
    }
}
