using System.Text.Json.Serialization;
using Lego.Lambda.Conformance.Tests.Players;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Sqs;

namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>A batch of queue messages, each with the trace header of its sender.</summary>
internal static partial class BatchScenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("batch", stage => new BatchFunction(stage.Options).InvokeAsync(
            new SqsBatch(
            [
                Message("message-1", "Root=1-65a1b2c3-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1"),
                Message("message-2", "Root=1-65a1b2c4-89abcdef0123456701234567;Parent=fedcba9876543210;Sampled=0"),
            ]),
            stage.Context))
        {
            Differences =
            [
                .. CommonDifferences.OneDocument(2),
                new("conformance : annotations.messageCount", "2", null, "Batches can be searched by size..."),
                new("conformance : annotations.failedCount", "0", null, "...and by failures."),
                new(
                    "conformance > sqs:message : links[0].trace_id", "'1-65a1b2c3-0123456789abcdef01234567'", null,
                    "A message leads to the trace of its sender; the peer only looks whether that was sampled."),
                new("conformance > sqs:message : links[0].id", "'0123456789abcdef'", null, "The same."),
                new("conformance > sqs:message : links[0].attributes", "{}", null, "The same: a member of links in the format."),
                new(
                    "conformance > sqs:message#2", "(subsegment)", null,
                    "In a sampled invocation every message is seen; the peer leaves out those whose sender was not sampled."),
            ],
            OurFacts =
            [
                ("conformance > sqs:message#2 : annotations.messageId", "'message-2'"),
                ("conformance > sqs:message#2 : links[0].trace_id", "'1-65a1b2c4-89abcdef0123456701234567'"),
                ("conformance > sqs:message#2 : links[0].id", "'fedcba9876543210'"),
            ],
        },
    ];

    private static SqsMessage Message(string id, string header) =>
        new(id, "\"brick\"", new Dictionary<string, string> { ["AWSTraceHeader"] = header }, "arn:aws:sqs:eu-central-1:123456789012:bricks");

    private sealed class BatchFunction(HandlerOptions options) : SqsBatchHandler<string>(Stage.Function, options, TextContext.Default.String)
    {
        protected override Task HandleAsync(string message, SqsMessage envelope, HandlerContext context, CancellationToken cancellationToken)
        {
            Work.Tick();
            return Task.CompletedTask;
        }
    }

    [JsonSerializable(typeof(string))]
    private sealed partial class TextContext : JsonSerializerContext;
}
