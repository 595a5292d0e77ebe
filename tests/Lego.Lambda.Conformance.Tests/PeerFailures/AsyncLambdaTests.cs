using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Runtime;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Conformance.Tests.PeerFailures;

[Parallelizable(ParallelScope.All)]
public sealed class AsyncLambdaTests
{
    /// <summary>TraceMethod of the X-Ray SDK for .NET ends the subsegment when an async lambda has only begun.</summary>
    [Test]
    public async Task An_async_lambda_is_awaited()
    {
        using var stage = new Stage();
        var isCompletedEarly = true;

        await stage.PlayAsync(async _ =>
        {
            var gate = new TaskCompletionSource();
            Task[] calls = [.. AsyncLambdas(gate.Task), .. PlainAsyncLambdas(gate.Task)];
            isCompletedEarly = calls.Any(call => call.IsCompleted);
            gate.SetResult();
            await Task.WhenAll(calls);
        });

        var root = JsonNode.Parse(stage.Documents().Single())!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(isCompletedEarly, Is.False);
            Assert.That(root.Children().Count(), Is.EqualTo(14));
            Assert.That(root.Children().Select(IsLate), Is.All.True);
            Assert.That(root.SelfAndDescendants().Select(child => child.Metadata("trace", "unfinished")), Is.All.Null);
        }
    }

    /// <summary>WithSubsegment of Powertools for .NET takes an Action: async lambdas become async void, and their exceptions end the process.</summary>
    [TestCase(typeof(TraceCalls))]
    [TestCase(typeof(TracedHandler<,>))]
    [TestCase(typeof(Subsegment))]
    [TestCase(typeof(HandlerContext))]
    public void No_overload_takes_a_delegate_that_returns_nothing(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

        var delegates = type.GetMethods(All)
            .Where(method => (method.IsPublic || method.IsFamily) && !method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(method => method.GetParameters(), (method, parameter) => (method.Name, parameter.ParameterType))
            .Where(parameter => typeof(Delegate).IsAssignableFrom(parameter.ParameterType));

        Assert.That(
            delegates.Where(parameter => !typeof(Task).IsAssignableFrom(parameter.ParameterType.GetMethod("Invoke")!.ReturnType)),
            Is.Empty);
    }

    /// <summary>Each overload as a function writes it. With one that took an Action these would not be tasks, and not compile.</summary>
    private static Task[] AsyncLambdas(Task gate)
    {
        Task withSubsegment = TraceWork("work", async subsegment => await MarkLate(gate, subsegment));
        Task<int> withResult = TraceWork("work", async subsegment =>
        {
            await MarkLate(gate, subsegment);
            return 1;
        });
        Task database = TraceDatabase("moc.get", "moc", default, async subsegment => await MarkLate(gate, subsegment));
        Task s3 = TraceS3("GetObject", "models", null, async subsegment => await MarkLate(gate, subsegment));
        Task cache = TraceCache("get", "moc:{id}", async subsegment => await MarkLate(gate, subsegment));
        Task search = TraceSearch("search", "moc", async subsegment => await MarkLate(gate, subsegment));
        Task userPool = TraceUserPool("AdminGetUser", async subsegment => await MarkLate(gate, subsegment));
        return [withSubsegment, withResult, database, s3, cache, search, userPool];
    }

    /// <summary>The same without the subsegment, which a delegate without a result would take just as well.</summary>
    private static Task[] PlainAsyncLambdas(Task gate)
    {
        Task plain = TraceWork("work", async () => await StartLate(gate));
        Task<int> withResult = TraceWork("work", async () =>
        {
            await StartLate(gate);
            return 1;
        });
        Task database = TraceDatabase("moc.get", "moc", default, async () => await StartLate(gate));
        Task s3 = TraceS3("GetObject", "models", null, async () => await StartLate(gate));
        Task cache = TraceCache("get", "moc:{id}", async () => await StartLate(gate));
        Task search = TraceSearch("search", "moc", async () => await StartLate(gate));
        Task userPool = TraceUserPool("AdminGetUser", async () => await StartLate(gate));
        return [plain, withResult, database, s3, cache, search, userPool];
    }

    private static async Task MarkLate(Task gate, Subsegment subsegment)
    {
        await gate;
        subsegment.Annotate("isLate", true);
    }

    private static async Task StartLate(Task gate)
    {
        await gate;
        using var late = TraceWork("late");
        late.Annotate("isLate", true);
    }

    private static bool IsLate(JsonObject call) => call.SelfAndDescendants().Any(node => node.Annotation("isLate") == "true");
}
