using System.Text.Json;
using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Sqs;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Sqs;

[Parallelizable(ParallelScope.All)]
public sealed partial class SqsBatchHandlerTests
{
    [Test]
    public async Task Only_the_messages_that_failed_come_again()
    {
        using var probe = new Probe();
        var function = new Recorder(probe.Options);

        var answer = await function.InvokeAsync(Batch(("1", "ok", null), ("2", "bad", null), ("3", "ok", null)), probe.Context());

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.BatchItemFailures.Select(failure => failure.ItemIdentifier), Is.EqualTo(new[] { "2" }));
            Assert.That(function.Seen, Is.EqualTo(new[] { "1", "2", "3" }));
            Assert.That(root.Annotation("messageCount"), Is.EqualTo("3"));
            Assert.That(root.Annotation("failedCount"), Is.EqualTo("1"));
            Assert.That(root.Children().Select(child => (bool?)child["fault"] ?? false), Is.EqualTo(new[] { false, true, false }));
            Assert.That(probe.Log.Lines.Single(line => line["messageId"] is not null).Text("level"), Is.EqualTo("ERROR"));
        }
    }

    [Test]
    public async Task A_failed_message_stops_its_group_and_no_other()
    {
        using var probe = new Probe();
        var function = new Recorder(probe.Options);

        var answer = await function.InvokeAsync(
            Batch(("1", "bad", "a"), ("2", "ok", "b"), ("3", "ok", "a"), ("4", "ok", "b")), probe.Context());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.BatchItemFailures.Select(failure => failure.ItemIdentifier), Is.EqualTo(new[] { "1", "3" }));
            Assert.That(function.Seen, Is.EqualTo(new[] { "1", "2", "4" }));
        }
    }

    [TestCase("not json")]
    [TestCase("null")]
    [TestCase(null)]
    public async Task A_message_that_cannot_be_read_fails_by_itself(string? body)
    {
        using var probe = new Probe();
        var batch = new SqsBatch([new SqsMessage("1", body, null, null), Message("2", "ok", null)]);

        var answer = await new Recorder(probe.Options).InvokeAsync(batch, probe.Context());

        Assert.That(answer.BatchItemFailures.Select(failure => failure.ItemIdentifier), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task A_message_links_to_the_trace_of_its_sender()
    {
        using var probe = new Probe();
        var sender = TestTrace.NewHeader();
        var message = Message("1", "ok", null) with { Attributes = new Dictionary<string, string> { ["AWSTraceHeader"] = sender.ToString() } };

        await new Recorder(probe.Options).InvokeAsync(new SqsBatch([message, Message("2", "ok", null)]), probe.Context());

        var messages = probe.Daemon.ReceiveOne().Children().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages[0]["links"]![0]!["trace_id"]!.ToString(), Is.EqualTo(TraceIds.ToXRay(sender.TraceId)));
            Assert.That(messages[0]["links"]![0]!["id"]!.ToString(), Is.EqualTo(sender.ParentId.ToHexString()));
            Assert.That(messages[1]["links"], Is.Null);
        }
    }

    [Test]
    public async Task A_batch_with_a_failed_message_is_kept_though_the_invocation_succeeds()
    {
        using var probe = new Probe();

        await new Recorder(probe.Options).InvokeAsync(
            Batch(("1", "bad", null)), probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        Assert.That(probe.Daemon.ReceiveOne().Children().Single().Annotation("keptBecause"), Is.EqualTo("error"));
    }

    [Test]
    public void Events_and_answers_have_the_names_that_lambda_uses()
    {
        var batch = JsonSerializer.Deserialize(
            """{"Records":[{"messageId":"m1","body":"{}","attributes":{"MessageGroupId":"g"},"eventSourceARN":"arn:aws:sqs:eu-central-1:1:q"}]}""",
            SqsEventContext.Default.SqsBatch)!;
        var answer = JsonSerializer.Serialize(new SqsBatchResponse([new SqsBatchItemFailure("m1")]), SqsEventContext.Default.SqsBatchResponse);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(batch.Records![0].GroupId, Is.EqualTo("g"));
            Assert.That(batch.Records[0].EventSourceArn, Is.EqualTo("arn:aws:sqs:eu-central-1:1:q"));
            Assert.That(answer, Is.EqualTo("""{"batchItemFailures":[{"itemIdentifier":"m1"}]}"""));
        }
    }

    private static SqsBatch Batch(params (string Id, string Text, string? Group)[] messages) =>
        new([.. messages.Select(message => Message(message.Id, message.Text, message.Group))]);

    private static SqsMessage Message(string id, string text, string? group) => new(
        id,
        $$"""{"Text":"{{text}}"}""",
        group is null ? null : new Dictionary<string, string> { ["MessageGroupId"] = group },
        "arn:aws:sqs:eu-central-1:123456789012:queue");

    internal sealed record Order(string Text);

    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrderJson : JsonSerializerContext;

    private sealed class Recorder(HandlerOptions options) : SqsBatchHandler<Order>("orders", options, OrderJson.Default.Order)
    {
        internal List<string> Seen { get; } = [];

        protected override Task HandleAsync(Order message, SqsMessage envelope, HandlerContext context, CancellationToken cancellationToken)
        {
            Seen.Add(envelope.MessageId);
            return message.Text == "bad" ? throw new InvalidOperationException("bad message") : Task.CompletedTask;
        }
    }
}
