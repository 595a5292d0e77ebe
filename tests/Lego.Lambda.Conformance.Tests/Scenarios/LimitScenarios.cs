using Lego.Lambda.Conformance.Tests.Comparison;
using static Lego.Lambda.Conformance.Tests.Scenarios.Work;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>More than a document, or an annotation, can hold.</summary>
internal static class LimitScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("oversize", stage => stage.PlayAsync(async _ =>
        {
            for (var part = 1; part <= 8; part++)
            {
                await Traced($"part {part}", subsegment => subsegment.AddMetadata("body", new string('x', 12_000)));
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
            Moves =
            [
                new(
                    "conformance > huge > inside", "(unsent parent) > inside",
                    "What was done inside has lost its parent on the peer's side."),
            ],
            Differences =
            [
                .. CommonDifferences.Root,
                new(CanonicalTrace.Documents, "3", "2", "We shorten what is too large; the peer logs that it cannot be sent."),
                new("conformance > huge", "(subsegment)", null, "The same."),
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
}
