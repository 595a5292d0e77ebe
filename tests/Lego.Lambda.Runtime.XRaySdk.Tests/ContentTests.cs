using System.Collections;
using System.Text.Json.Nodes;
using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Core.Exceptions;
using Lego.Lambda.Runtime.Tests;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class ContentTests
{
    private static AWSXRayRecorder Recorder => AWSXRayRecorder.Instance;

    [Test]
    public async Task Annotations_and_metadata_are_those_of_the_recorders_subsegment()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Recorder.TraceMethod("foreign", () =>
        {
            Recorder.AddAnnotation("text", "brick");
            Recorder.AddAnnotation("int", 7);
            Recorder.AddAnnotation("long", 8L);
            Recorder.AddAnnotation("double", 0.5);
            Recorder.AddAnnotation("flag", true);
            Recorder.AddMetadata("list", new List<object> { 1, "two", null! });
            Recorder.AddMetadata("shop", "order", new { Id = 3, Lines = new Dictionary<string, int> { ["2x4"] = 12 } });
        }));

        var root = probe.Daemon.ReceiveOne();
        var foreign = root.Named("foreign");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                JsonNode.DeepEquals(
                    foreign["annotations"], JsonNode.Parse("""{"text":"brick","int":7,"long":8,"double":0.5,"flag":true}""")),
                Is.True,
                foreign["annotations"]!.ToJsonString());
            Assert.That(foreign.Metadata("default", "list")!.ReplaceLineEndings("").Replace(" ", ""), Is.EqualTo("""[1,"two",null]"""));
            Assert.That(
                foreign["metadata"]!["shop"]!["order"]!.ToJsonString(), Is.EqualTo("""{"Id":3,"Lines":{"2x4":12}}"""));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task What_is_recorded_outside_of_the_recorders_subsegments_is_on_ours()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            Recorder.AddAnnotation("on", "root");
            await TraceWork("ours", _ =>
            {
                Recorder.AddAnnotation("on", "ours");
                Recorder.AddMetadata("also", 1);
                Recorder.MarkError();
                return Task.CompletedTask;
            });
        });

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Annotation("on"), Is.EqualTo("root"));
            Assert.That(root.Annotation("functionName"), Is.EqualTo("probe"));
            Assert.That(root.Named("ours").Annotation("on"), Is.EqualTo("ours"));
            Assert.That(root.Named("ours").Metadata("default", "also"), Is.EqualTo("1"));
            Assert.That((bool?)root.Named("ours")["error"], Is.True);
            Assert.That(root["error"], Is.Null);
        }
    }

    [Test]
    public async Task An_annotation_that_the_recorder_refuses_harms_nothing_else()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Recorder.TraceMethod("foreign", () =>
        {
            Recorder.AddAnnotation("before", 1);
            // The recorder's own check, which no context of its can change.
            Assert.That(
                () => Recorder.AddAnnotation("refused", new Uri("https://example.com")), Throws.TypeOf<InvalidAnnotationException>());
            Recorder.AddAnnotation("after", 2);
        }));

        Assert.That(
            probe.Daemon.ReceiveOne().Named("foreign")["annotations"]!.ToJsonString(), Is.EqualTo("""{"before":1,"after":2}""")
                .Or.EqualTo("""{"after":2,"before":1}"""));
    }

    [TestCaseSource(nameof(HostileValues))]
    public async Task Metadata_that_cannot_be_written_is_named_and_the_rest_is_sent(object value, string written)
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Recorder.TraceMethod("foreign", () =>
        {
            Recorder.AddMetadata("before", 1);
            Recorder.AddMetadata("hostile", value);
            Recorder.AddMetadata("zafter", 2);
            Recorder.AddMetadata("other", "after", 3);
        }));

        var foreign = probe.Daemon.ReceiveOne().Named("foreign");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(foreign.Metadata("default", "hostile"), Does.StartWith(written));
            Assert.That(foreign.Metadata("default", "before"), Is.EqualTo("1"));
            Assert.That(foreign.Metadata("default", "zafter"), Is.EqualTo("2"));
            Assert.That(foreign.Metadata("other", "after"), Is.EqualTo("3"));
        }
    }

    [Test]
    public async Task Metadata_without_an_end_does_not_hold_the_request_up()
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Recorder.AddMetadata("endless", Endless()));

        // A hundred items, and the mark that there were more.
        Assert.That(probe.Daemon.ReceiveOne()["metadata"]!["default"]!["endless"]!.AsArray(), Has.Count.EqualTo(101));

        static IEnumerable Endless()
        {
            while (true)
            {
                yield return 1;
            }
        }
    }

    [Test]
    public void An_exception_is_described_where_it_was_thrown_and_named_further_out()
    {
        using var probe = new Probe();
        var thrown = new InvalidOperationException("no connection with Password=hunter2;Host=db");

        Exception? caught = Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(
            () => TraceWork("outer", _ => Recorder.TraceMethodAsync("foreign", () => TraceWork("inner", Task (_) => throw thrown)))));

        var root = probe.Daemon.ReceiveOne();
        var description = root.Named("inner")["cause"]!["exceptions"]![0]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(caught, Is.SameAs(thrown));
            Assert.That(description.Text("type"), Is.EqualTo("InvalidOperationException"));
            Assert.That(root.Named("foreign").Text("cause"), Is.EqualTo(description.Text("id")));
            Assert.That(root.Named("outer").Text("cause"), Is.EqualTo(description.Text("id")));
            Assert.That(root.SelfAndDescendants().Select(node => (bool?)node["fault"]), Is.All.True);
            Assert.That(root.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [Test]
    public async Task An_exception_that_the_recorder_saw_first_is_described_there()
    {
        using var probe = new Probe();

        await probe.RunAsync(async () =>
        {
            try
            {
                await Recorder.TraceMethodAsync("foreign", Task () => throw new FormatException("bad"));
            }
            catch (FormatException exception)
            {
                Recorder.AddException(exception);
            }
        });

        var root = probe.Daemon.ReceiveOne();
        var description = root.Named("foreign")["cause"]!["exceptions"]![0]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(description["stack"]!.AsArray(), Is.Not.Empty);
            Assert.That(root.Text("cause"), Is.EqualTo(description.Text("id")));
            Assert.That((bool?)root["fault"], Is.True);
        }
    }

    [Test]
    public async Task The_last_word_on_the_outcome_is_the_callers()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegment("throttled");
            Recorder.AddException(new TimeoutException());
            Recorder.MarkThrottle();
            Recorder.EndSubsegment();
        });

        var throttled = probe.Daemon.ReceiveOne().Named("throttled");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)throttled["throttle"], Is.True);
            Assert.That((bool?)throttled["error"], Is.True);
            Assert.That(throttled["fault"], Is.Null);
            Assert.That(throttled["cause"], Is.Not.Null);
        }
    }

    [Test]
    public async Task A_downstream_call_is_one_node_with_its_blocks_and_without_secrets()
    {
        using var probe = new Probe();

        await probe.RunAsync(() =>
        {
            Recorder.BeginSubsegment("payments.example.com");
            Recorder.SetNamespace("remote");
            Recorder.AddPrecursorId("70de5b6f19ff9a0a");
            Recorder.AddHttpInformation("request", new Dictionary<string, object>
            {
                ["method"] = HttpMethod.Post,
                ["url"] = "https://user:hunter2@payments.example.com/charge?access_token=hunter3",
                ["made_up"] = "member",
            });
            Recorder.AddHttpInformation("response", new Dictionary<string, object> { ["status"] = 202, ["content_length"] = -1L });
            Recorder.AddSqlInformation("sanitized_query", "select 1");
            Recorder.AddSqlInformation("made_up", "member");
            Recorder.EndSubsegment();
        });

        var root = probe.Daemon.ReceiveOne();
        var call = root.Named("payments.example.com");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("namespace"), Is.EqualTo("remote"));
            Assert.That(call.Children(), Is.Empty);
            Assert.That(call["precursor_ids"]!.ToJsonString(), Is.EqualTo("""["70de5b6f19ff9a0a"]"""));
            Assert.That((string?)call["http"]!["request"]!["method"], Is.EqualTo("POST"));
            Assert.That((string?)call["http"]!["request"]!["url"], Does.StartWith("https://").And.Not.Contain("hunter"));
            Assert.That(call["http"]!["response"]!.ToJsonString(), Is.EqualTo("""{"status":202}"""));
            Assert.That(call["sql"]!.ToJsonString(), Is.EqualTo("""{"sanitized_query":"select 1"}"""));
            Assert.That(call.ToJsonString(), Does.Not.Contain("made_up"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    [TestCase("")]
    [TestCase("name with \"quotes\" and ünïcödé \u0001")]
    public async Task A_name_of_any_kind_gives_a_valid_document(string name)
    {
        using var probe = new Probe();

        await probe.RunAsync(() => Recorder.TraceMethod(name, () =>
        {
            Recorder.SetNamespace("made up");
            Recorder.AddAnnotation("key with blanks", "value");
        }));

        var root = probe.Daemon.ReceiveOne();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Children().Single().Annotation("key_with_blanks"), Is.EqualTo("value"));
            Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        }
    }

    private static IEnumerable<TestCaseData> HostileValues()
    {
        var circle = new Dictionary<string, object>();
        circle["again"] = circle;
        yield return new TestCaseData(new Thrower(), "[not serializable").SetArgDisplayNames("getter that throws");
        yield return new TestCaseData(typeof(string), "[not serializable").SetArgDisplayNames("type");
        yield return new TestCaseData((Action)Console.Beep, "[not serializable").SetArgDisplayNames("delegate");
        yield return new TestCaseData(Throwing(), "[not serializable").SetArgDisplayNames("enumeration that throws");
        yield return new TestCaseData(circle, "{").SetArgDisplayNames("circle");
        yield return new TestCaseData(new FormatException("secret"), "FormatException").SetArgDisplayNames("exception");
        yield return new TestCaseData(double.NaN, "NaN").SetArgDisplayNames("not a number");

        static IEnumerable Throwing()
        {
            yield return 1;
            throw new InvalidOperationException();
        }
    }

    private sealed class Thrower
    {
#pragma warning disable CA1065, CA1822 // A property that throws is what the test is about.
        public string Name => throw new InvalidOperationException();
#pragma warning restore CA1065, CA1822
    }
}
