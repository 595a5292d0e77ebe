using System.Text.Json.Nodes;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Annotations, metadata and the shape of the tree.</summary>
internal static class LocalScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("plain", stage => stage.PlayAsync(context =>
        {
            context.Annotate("mocId", "m-1");
            context.Annotate("fileCount", 3);
            context.Annotate("ratio", 2.5);
            context.Annotate("isPublic", true);
            context.Trace.AddMetadata("note", "a text");
            context.Trace.AddMetadata("shape", new JsonObject { ["width"] = 2, ["tags"] = new JsonArray("red", "blue") }, "debug");
            return Task.CompletedTask;
        }))
        {
            Differences = CommonDifferences.Root,
        },

        new("nested", stage => stage.PlayAsync(async _ =>
        {
            await Traced("outer", outer =>
            {
                outer.Annotate("level", 1);
                return Traced("inner", inner => inner.Annotate("level", 2));
            });
            await Traced("sequel");
        }))
        {
            Differences = CommonDifferences.OneDocument(4),
        },

        new("parallel", stage => stage.PlayAsync(async _ =>
        {
            var (left, right) = (new TaskCompletionSource(), new TaskCompletionSource());
            await Task.WhenAll(
                Traced("left", _ =>
                {
                    left.SetResult();
                    return right.Task;
                }),
                Traced("right", _ =>
                {
                    right.SetResult();
                    return left.Task;
                }));
        }))
        {
            Differences = CommonDifferences.OneDocument(3),
        },

        new("outside", stage => stage.PlayAsync(async context =>
        {
            context.Annotate("mocId", "m-1");
            context.Trace.Fail(new InvalidOperationException("outside"));
            await Traced("inner");
        }))
        {
            Moves =
            [
                new("conformance > inner", "inner", "We open a subsegment around the function; the peer leaves that to the function."),
            ],
            Differences =
            [
                new("conformance", "(subsegment)", null, "With no subsegment of its own to write on, the peer logs a warning and forgets."),
                new("inner : travels", "(inside its parent)", "(alone)", "We send one datagram for an invocation."),
            ],
            OurFacts =
            [
                ("conformance : annotations.mocId", "'m-1'"),
                ("conformance : fault", "true"),
                ("conformance : cause.exception 1.message", "'outside'"),
            ],
        },
    ];
}
