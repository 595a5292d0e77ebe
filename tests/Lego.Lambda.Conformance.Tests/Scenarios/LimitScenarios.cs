using Lego.Lambda.Conformance.Tests.Comparison;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>More than a document, or an annotation, can hold.</summary>
internal static class LimitScenarios
{
    private static readonly MovedNode Inside = new(
        "conformance > huge > inside", "(unsent parent) > inside", "What was done inside has lost its parent on the peer's side.");

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("oversize", stage => stage.PlayAsync(async _ =>
        {
            for (var part = 1; part <= 8; part++)
            {
                await Traced($"part {part}", subsegment => AddValues(subsegment, 3));
            }
        }))
        {
            Differences =
            [
                .. CommonDifferences.Root,
                new(
                    CanonicalTrace.Documents, "4", "9",
                    "What does not fit into the first datagram travels alone; the peer never puts two into one."),
                new("* : travels", "(inside its parent)", "(alone)", "The same, seen from a part that fitted."),
            ],
        },

        new("oversize-value", stage => stage.PlayAsync(_ => Traced("huge", huge =>
        {
            huge.Annotate("mocId", "m-1");
            huge.AddMetadata("body", new string('x', 70_000));
            return Traced("inside");
        })))
        {
            Moves = [Inside],
            Differences =
            [
                .. CommonDifferences.Root,
                new(
                    CanonicalTrace.Documents, "1", "2",
                    "We cut a text of more than 4,096 characters and mark where; the peer logs that the whole cannot be sent."),
                new("conformance > huge", "(subsegment)", null, "The same."),
                new("(unsent parent) > inside : travels", "(inside its parent)", "(alone)", "The same, seen from what was done inside."),
            ],
            OurFacts =
            [
                ("conformance > huge : metadata.default.body", "(4119 characters)"),
                ("conformance > huge : annotations.mocId", "'m-1'"),
            ],
        },

        new("oversize-values", stage => stage.PlayAsync(_ => Traced("huge", huge =>
        {
            huge.Annotate("mocId", "m-1");
            AddValues(huge, 20);
            return Traced("inside");
        })))
        {
            Moves = [Inside],
            Differences =
            [
                .. CommonDifferences.Root,
                new(CanonicalTrace.Documents, "1", "2", "We leave out what is too much; the peer logs that the whole cannot be sent."),
                new("conformance > huge", "(subsegment)", null, "The same."),
                new("(unsent parent) > inside : travels", "(inside its parent)", "(alone)", "The same, seen from what was done inside."),
            ],
            OurFacts =
            [
                ("conformance > huge : metadata.trace.truncated", "true"),
                ("conformance > huge : annotations.mocId", "'m-1'"),
            ],
        },

        new("annotations", stage => stage.PlayAsync(context =>
        {
            context.Annotate("moc id", "m-1");
            context.Annotate("größe", 3);
            context.Annotate("rate", double.NaN);
            context.Annotate("limit", double.PositiveInfinity);
            context.Annotate("long", new string('x', 1200));
            return Task.CompletedTask;
        }))
        {
            Differences =
            [
                .. CommonDifferences.Root,
                new(
                    "conformance : annotations.moc_id", "'m-1'", null,
                    "Characters that X-Ray does not index become underscores, so that the annotation is found..."),
                new("conformance : annotations.moc id", null, "'m-1'", "...the peer sends the key as it is."),
                new("conformance : annotations.gr__e", "3", null, "The same with letters outside of ASCII..."),
                new("conformance : annotations.größe", null, "3", "...the same."),
                new(
                    "conformance : annotations.rate", "'NaN'", null,
                    "A number that JSON has no form for is kept as text; the peer drops it."),
                new("conformance : annotations.limit", "'Infinity'", null, "The same."),
                new(
                    "conformance : annotations.long", "(1000 characters)", "(1200 characters)",
                    "X-Ray indexes 1,000 characters; the peer leaves it to the service."),
            ],
        },
    ];

    /// <summary>Metadata values that are small enough to be kept whole, each by itself.</summary>
    private static void AddValues(Subsegment subsegment, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            subsegment.AddMetadata($"body {i}", new string('x', 4_000));
        }
    }
}
