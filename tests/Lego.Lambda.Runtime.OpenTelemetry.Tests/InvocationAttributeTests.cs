using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.Sqs;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>What the root says of its invocation, and what code puts on spans.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class InvocationAttributeTests
{
    [Test]
    public async Task The_root_of_an_http_function_follows_the_conventions()
    {
        await using var probe = await OtelProbe.StartAsync();
        var @event = HttpEvent.Create(
            "GET /mocs/{id}",
            path: new Dictionary<string, string> { ["id"] = "42" },
            query: new Dictionary<string, string> { ["page"] = "2", ["token"] = "br1ckt0wer" });
        var context = new TestLambdaContext
        {
            TraceId = probe.Header.ToString(),
            InvokedFunctionArn = "arn:aws:lambda:eu-central-1:123456789012:function:moc-get:live",
        };

        await new EchoFunction(probe.Options, _ => Task.CompletedTask).InvokeAsync(@event, context);

        var root = probe.Receiver.Requests.Single().Root;
        var expected = new Dictionary<string, object>
        {
            ["http.request.method"] = "GET",
            ["http.route"] = "/mocs/{id}",
            ["http.response.status_code"] = 204L,
            ["url.scheme"] = "https",
            ["url.path"] = "/mocs/42",
            ["url.query"] = "page=2&token=[redacted]",
            ["server.address"] = "api.example.com",
            ["user_agent.original"] = "test/1.0",
            ["client.address"] = "203.0.113.7",
            ["faas.invocation_id"] = context.AwsRequestId,
            ["faas.coldstart"] = true,
            ["faas.trigger"] = "http",
            ["aws.lambda.invoked_arn"] = context.InvokedFunctionArn,
            ["cloud.resource_id"] = "arn:aws:lambda:eu-central-1:123456789012:function:moc-get",
            ["cloud.account.id"] = "123456789012",
            ["enduser.id"] = "user-1",
            ["lego.xray.trace_id"] = TraceIds.ToXRay(probe.Header.TraceId),
        };
        Assert.That(expected, Is.SubsetOf(root.Attributes));
        Assert.That(root.Name, Is.EqualTo("echo"));
    }

    [Test]
    public async Task Only_the_first_invocation_is_a_cold_start()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync(() => Task.CompletedTask);
        await probe.RunAsync(() => Task.CompletedTask);

        Assert.That(probe.Receiver.Requests.Select(request => request.Root["faas.coldstart"]), Is.EqualTo(new object[] { true, false }));
    }

    [Test]
    public async Task Annotations_are_attributes_under_their_own_keys_and_kinds()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync((context, _) =>
        {
            context.Annotate("title", "castle");
            context.Annotate("pieces", 3000);
            context.Annotate("ratio", 0.25);
            context.Annotate("nan", double.NaN);
            context.Annotate("retired", true);
            context.Annotate("long", new string('ü', 2000));
            context.Annotate("lone", "a \ud800 surrogate");
            return Task.FromResult("done");
        });

        var root = probe.Receiver.Requests.Single().Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["functionName"], Is.EqualTo("probe"));
            Assert.That(root["title"], Is.EqualTo("castle"));
            Assert.That(root["pieces"], Is.EqualTo(3000L));
            Assert.That(root["ratio"], Is.EqualTo(0.25));
            Assert.That(root["nan"], Is.EqualTo((object)double.NaN));
            Assert.That(root["retired"], Is.True);
            Assert.That(root["long"], Has.Length.EqualTo(1000));
            Assert.That(root["lone"], Is.EqualTo("a \ufffd surrogate"));
        }
    }

    [Test]
    public async Task An_annotation_does_not_take_the_place_of_what_the_conventions_define()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync((context, _) =>
        {
            context.Annotate("faas.invocation_id", "mine");
            return Task.FromResult("done");
        });

        Assert.That(probe.Receiver.Requests.Single().Root["faas.invocation_id"], Is.Not.EqualTo("mine"));
    }

    [Test]
    public async Task Metadata_are_attributes_under_their_namespace_with_json_where_there_is_no_simple_value()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync((context, _) =>
        {
            context.Trace.AddMetadata("text", "Schloß \"quoted\"");
            context.Trace.AddMetadata("count", 7);
            context.Trace.AddMetadata("share", 0.5, "stats");
            context.Trace.AddMetadata("done", true, "stats");
            context.Trace.AddMetadata("nothing", (string?)null);
            context.Trace.AddMetadata("node", new JsonObject { ["password"] = "hunter2", ["deep"] = new JsonArray(1, "zwölf", null) });
            context.Trace.AddMetadata("huge", new JsonArray(new string('x', 10_000)));
            return Task.FromResult("done");
        });

        var root = probe.Receiver.Requests.Single().Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root["lego.metadata.default.text"], Is.EqualTo("Schloß \"quoted\""));
            Assert.That(root["lego.metadata.default.count"], Is.EqualTo(7L));
            Assert.That(root["lego.metadata.stats.share"], Is.EqualTo(0.5));
            Assert.That(root["lego.metadata.stats.done"], Is.True);
            Assert.That(root.Attributes.Keys, Does.Not.Contain("lego.metadata.default.nothing"));
            Assert.That(root["lego.metadata.default.node"], Is.EqualTo("""{"password":"[redacted]","deep":[1,"zw\u00F6lf",null]}"""));
            Assert.That(root["lego.metadata.default.huge"], Has.Length.EqualTo(4000));
            Assert.That(root["lego.metadata.request.isColdStart"], Is.True);
        }
    }

    [Test]
    public async Task Messages_of_a_batch_are_consumer_spans_with_links_to_their_senders()
    {
        await using var probe = await OtelProbe.StartAsync();
        var sender = TestTrace.NewHeader();
        var whole = new TraceHeader(TestTrace.NewHeader().TraceId, default, SampleDecision.Sampled);
        var batch = new SqsBatch([Message("m1", sender), Message("m2", whole), Message("m3", null)]);

        await new Orders(probe.Options).InvokeAsync(batch, probe.Context());

        var request = probe.Receiver.Requests.Single();
        var spans = request.Spans.Where(span => span.Name == "sqs:message").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(spans.Select(span => span.Kind), Is.All.EqualTo(5));
            Assert.That(spans.Select(span => span["messaging.message.id"]), Is.EqualTo(new[] { "m1", "m2", "m3" }));
            Assert.That(spans.Select(span => span["messaging.system"]), Is.All.EqualTo("aws_sqs"));
            Assert.That(spans.Select(span => span["messaging.operation.type"]), Is.All.EqualTo("process"));
            Assert.That(
                spans[0].Links.Single(), Is.EqualTo(new ReceivedLink(sender.TraceId.ToHexString(), sender.ParentId.ToHexString(), 0x300)));
            Assert.That(spans[1].Links, Is.Empty, "a link names a span, and this sender named none");
            Assert.That(spans[1]["lego.linked_trace_id"], Is.EqualTo(whole.TraceId.ToHexString()));
            Assert.That(spans[2].Links, Is.Empty);
            Assert.That(request.Root["faas.trigger"], Is.EqualTo("pubsub"));
            Assert.That(request.Root.Kind, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Links_beyond_128_are_counted()
    {
        await using var probe = await OtelProbe.StartAsync();

        await probe.RunAsync((context, _) =>
        {
            for (var i = 0; i < 130; i++)
            {
                context.Trace.AddLink(TestTrace.NewHeader());
            }

            return Task.FromResult("done");
        });

        var root = probe.Receiver.Requests.Single().Root;
        Assert.That((root.Links.Count, root.DroppedLinks), Is.EqualTo((128, 2)));
    }

    private static SqsMessage Message(string id, TraceHeader? sender) => new(
        id,
        """{"Text":"hello"}""",
        sender is null ? null : new Dictionary<string, string> { ["AWSTraceHeader"] = sender.Value.ToString() },
        "arn:aws:sqs:eu-central-1:123456789012:orders");

    internal sealed record Order(string Text);

    [JsonSerializable(typeof(Order))]
    internal sealed partial class OrderJson : JsonSerializerContext;

    private sealed class Orders(HandlerOptions options) : SqsBatchHandler<Order>("orders", options, OrderJson.Default.Order)
    {
        protected override Task HandleAsync(Order message, SqsMessage envelope, HandlerContext context, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
