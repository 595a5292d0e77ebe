using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing.Traces;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Testing.Tests.Traces;

[Parallelizable(ParallelScope.All)]
public sealed class CapturedTraceTests
{
    private TestHost _host = null!;
    private CapturedTrace _trace = null!;

    /// <summary>A cache read that missed, a query that failed with a call inside, and a search by somebody's own work.</summary>
    [OneTimeSetUp]
    public async Task Trace()
    {
        _host = new TestHost();
        var run = await _host.InvokeFailingAsync(async (context, _) =>
        {
            context.Annotate("userId", "u1");
            await TraceCache("get", "moc:{id}", subsegment =>
            {
                subsegment.Annotate("cacheHit", false);
                return Task.CompletedTask;
            });
            await TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, async subsegment =>
            {
                subsegment.AddMetadata("rowCount", 3);
                await TraceWork("map", _ => Task.CompletedTask);
                throw new IOException("no route", new ArgumentException("connection refused by Password=hunter2"));
            });
        });
        _trace = run.Trace;
    }

    [OneTimeTearDown]
    public void Dispose() => _host.Dispose();

    [Test]
    public void A_failure_says_what_was_expected_and_found_and_shows_the_tree()
    {
        var trace = Failing.Trace("""
            {"type":"subsegment","trace_id":"1-a","id":"b000000000000001","parent_id":"a000000000000001","name":"moc-get","start_time":1,"end_time":1.25,
             "fault":true,"cause":"e000000000000001","annotations":{"userId":"u1","coldStart":true},"http":{"response":{"status":500}},"subsegments":[
              {"id":"c000000000000001","name":"cache:get","start_time":1.01,"end_time":1.02,"annotations":{"cacheHit":false},"subsegments":[
               {"id":"c000000000000000","name":"cache.internal","namespace":"remote","start_time":1.01,"end_time":1.02}]},
              {"id":"d000000000000001","name":"db:moc.get","start_time":1.1,"end_time":1.2,"fault":true,"annotations":{"table":"moc_instructions"},
               "cause":{"exceptions":[{"id":"e000000000000001","type":"NpgsqlException","message":"no route","cause":"e000000000000002"},
                {"id":"e000000000000002","type":"SocketException","message":"refused"}]},"subsegments":[
               {"id":"d000000000000000","name":"lego@db.internal","namespace":"remote","start_time":1.1,"end_time":1.2,"fault":true},
               {"id":"f000000000000001","name":"map","start_time":1.15,"in_progress":true}]}]}
            """);

        var message = Failing.Message(() => trace.Has("db:moc.get").WithAnnotation("table", "mocs"));

        Assert.That(message, Is.EqualTo("""
            Expected a subsegment "db:moc.get" with annotation table = "mocs", but it has table = "moc_instructions".

            The trace:
            moc-get  250.0 ms  fault, http 500
            │    userId = "u1", coldStart = true
            ├─ cache:get  10.0 ms  ok  → cache.internal
            │       cacheHit = false
            └─ db:moc.get  100.0 ms  fault  → lego@db.internal
               │    table = "moc_instructions"
               │    NpgsqlException: no route ← SocketException: refused
               └─ map  in progress

            """));
    }

    [Test]
    public void Expectations_that_hold_pass_and_go_on()
    {
        _trace.HasOnly("cache:get", "db:moc.get", "map").HasOnlyInAnyOrder("map", "cache:get", "db:moc.get").HasNo("s3:*").DoesNotContain("hunter2");
        _trace.HasShape("""
            work
              cache:get
              db:moc.get
                map
            """);
        _trace.Has("db:moc.get").Times(1).Under("work").WithAnnotation("table").WithAnnotation("operation", "select").WithoutAnnotation("cacheHit")
            .WithMetadata("rowCount", 3).WithFault<IOException>("no route").WithFault<ArgumentException>("refused").ToNode("database");
        _trace.Has("map").Under("db:moc.get").WithoutFailure();
        _trace.Has("database").WithFault().ToNode("data*");
        _trace.HasAnnotation("userId", "u1").HasAnnotation("cacheHit", false);
        _trace.Every("*").WithoutAnnotation("never");
        Assert.That((_trace["db:moc.get"].Downstream!.Sql is not null, _trace["map"].Downstream), Is.EqualTo((true, (TraceEntity?)null)));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case(trace => trace.Has("db:moc.put"), "Expected a subsegment \"db:moc.put\", but there is none.");
        yield return Case(trace => trace.Every("s3:*"), "Expected a subsegment \"s3:*\", but there is none.");
        yield return Case(trace => trace.HasNo("cache:*"), "Expected no subsegment \"cache:*\", but found 1.");
        yield return Case(
            trace => trace.HasOnly("cache:get", "map", "db:moc.get"),
            "Expected only \"cache:get\", \"map\", \"db:moc.get\" below the root, but found \"cache:get\", \"db:moc.get\", \"map\".");
        yield return Case(
            trace => trace.HasOnly(),
            "Expected only nothing below the root, but found \"cache:get\", \"db:moc.get\", \"map\".");
        yield return Case(
            trace => trace.HasOnlyInAnyOrder("map", "map", "cache:get"),
            "Expected only \"map\", \"map\", \"cache:get\" below the root, in any order, but found \"cache:get\", \"db:moc.get\", \"map\".");
        yield return Case(trace => trace.HasShape("work\n  cache:get\n  db:moc.get\n  map"), "Expected the shape");
        yield return Case(trace => trace.HasAnnotation("userId", "u2"), "Expected the annotation userId = \"u2\", but it is \"u1\".");
        yield return Case(trace => trace.HasAnnotation("mocId", "x"), "Expected the annotation mocId = \"x\", but nothing has it.");
        yield return Case(trace => trace.HasNoFault(), "Expected no fault, but found \"work\", \"db:moc.get\", \"database\".");
        yield return Case(trace => trace.HasNoFailure(), "Expected no failure, but found \"work\", \"db:moc.get\", \"database\".");
        yield return Case(
            trace => trace.DoesNotContain("no route"),
            "Expected \"no route\" nowhere in the trace, but found it in document 1: ");
        yield return Case(trace => trace.HasNothing(), "Expected nothing to be recorded, but there is a trace.");
        yield return Case(trace => _ = trace["*:*"], "Expected a subsegment \"*:*\" 1 time, but found 2.");
        yield return Case(trace => trace.Has("map").Times(2), "Expected a subsegment \"map\" 2 times, but found 1.");
        yield return Case(
            trace => trace.Has("map").Under("work"),
            "Expected a subsegment \"map\" under \"work\", but it is under \"db:moc.get\".");
        yield return Case(trace => trace.Has("work").Under("x"), "Expected a subsegment \"work\" under \"x\", but it is at the top.");
        yield return Case(
            trace => trace.Has("map").WithAnnotation("x"),
            "Expected a subsegment \"map\" with annotation x, but it has no annotations.");
        yield return Case(
            trace => trace.Has("cache:get").WithAnnotation("x"),
            "Expected a subsegment \"cache:get\" with annotation x, but it has only operation = \"get\", cacheHit = false.");
        yield return Case(
            trace => trace.Has("cache:get").WithAnnotation("cacheHit", "false"),
            "Expected a subsegment \"cache:get\" with annotation cacheHit = \"false\", but it has cacheHit = false.");
        yield return Case(
            trace => trace.Has("cache:get").WithoutAnnotation("cacheHit"),
            "Expected a subsegment \"cache:get\" without annotation cacheHit, but it has cacheHit = false.");
        yield return Case(
            trace => trace.Has("db:moc.get").WithMetadata("rowCount", 4),
            "Expected a subsegment \"db:moc.get\" with metadata default.rowCount = 4, but its metadata are {\"default\":{\"rowCount\":3}}.");
        yield return Case(
            trace => trace.Has("db:moc.get").WithMetadata("rowCount", 3, "other"),
            "Expected a subsegment \"db:moc.get\" with metadata other.rowCount = 3, but");
        yield return Case(
            trace => trace.Has("map").WithMetadata("absent", null),
            "Expected a subsegment \"map\" with metadata default.absent = null, but its metadata are {}.");
        yield return Case(
            trace => trace.Has("work").WithStatus(200),
            "Expected a subsegment \"work\" with HTTP status 200, but it has no HTTP status.");
        yield return Case(
            trace => trace.Has("db:moc.get").ToNode("cache"),
            "Expected a subsegment \"db:moc.get\" to the node \"cache\", but it goes to \"database\".");
        yield return Case(
            trace => trace.Has("map").ToNode("*"),
            "Expected a subsegment \"map\" to the node \"*\", but it is no downstream call.");
        yield return Case(
            trace => trace.Has("cache:get").WithFault(),
            "Expected a subsegment \"cache:get\" with a fault, but it ended with ok.");
        yield return Case(
            trace => trace.Has("db:moc.get").WithError(),
            "Expected a subsegment \"db:moc.get\" with an error, but it ended with fault.");
        yield return Case(
            trace => trace.Has("db:moc.get").WithThrottle(),
            "Expected a subsegment \"db:moc.get\" with a throttle, but it ended with fault.");
        yield return Case(
            trace => trace.Has("db:moc.get").WithoutFailure(),
            "Expected a subsegment \"db:moc.get\" without failure, but it ended with fault.");
        yield return Case(
            trace => trace.Has("db:moc.get").WithFault<FileNotFoundException>(),
            "Expected a subsegment \"db:moc.get\" with a fault of FileNotFoundException, but it has IOException: no route ← ArgumentException: connection refused by Password=[redacted].");
        yield return Case(
            trace => trace.Has("db:moc.get").WithFault<ArgumentException>("x"),
            "Expected a subsegment \"db:moc.get\" with a fault of ArgumentException with \"x\" in its message, but it has");
        yield return Case(
            trace => trace.Every("*:get").WithoutAnnotation("cacheHit"),
            "Expected every subsegment \"*:get\" without annotation cacheHit, but it has cacheHit = false.");
        yield return Case(
            trace => trace.Every("*:*").WithAnnotation("cacheHit", false),
            "Expected every subsegment \"*:*\" with annotation cacheHit = false, but 1 of 2 do not fit: it has only table = \"moc_instructions\", operation = \"select\".");
        yield return Case(
            trace => trace.Has("*:*").WithStatus(1),
            "Expected a subsegment \"*:*\" with HTTP status 1, but 2 of 2 do not fit: it has no HTTP status.");

        static TestCaseData Case(Action<CapturedTrace> expectation, string reason) => new TestCaseData(expectation, reason).SetArgDisplayNames(reason);
    }

    [TestCaseSource(nameof(Broken))]
    public void A_broken_expectation_is_told_in_one_sentence_and_shows_the_tree(Action<CapturedTrace> expectation, string reason)
    {
        var message = Failing.Message(() => expectation(_trace));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(message, Does.StartWith(reason));
            Assert.That(message, Does.Contain("The trace:\nwork  "));
        }
    }

    [TestCaseSource(nameof(OnNothing))]
    public void What_was_not_recorded_proves_nothing(Action<CapturedTrace> expectation) =>
        Assert.That(
            Failing.Message(() => expectation(Failing.Trace())),
            Does.StartWith("Expected ").And.EndWith(", but there is no trace.\n\nThe trace:\nnothing was recorded: the test sent nothing\n"));

    private static IEnumerable<Action<CapturedTrace>> OnNothing() =>
    [
        trace => trace.Has("x"),
        trace => trace.Every("x"),
        trace => trace.HasNo("x"),
        trace => trace.HasOnly(),
        trace => trace.HasOnlyInAnyOrder(),
        trace => trace.HasShape(""),
        trace => trace.HasAnnotation("x", "y"),
        trace => trace.HasNoFault(),
        trace => trace.HasNoFailure(),
        trace => trace.HasNoUnfinished(),
        trace => trace.DoesNotContain("x"),
        trace => _ = trace.Root,
        trace => _ = trace["x"],
    ];

    [Test]
    public void An_empty_trace_says_why()
    {
        var trace = Failing.Trace();

        trace.HasNothing();
        Assert.That((trace.IsEmpty, trace.WhyEmpty, trace.TraceId, trace.ToString()), Is.EqualTo((true, "the test sent nothing", (string?)null, "nothing was recorded: the test sent nothing")));
        Assert.That((_trace.IsEmpty, _trace.WhyEmpty), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public void A_text_is_found_however_it_is_escaped_and_in_names_and_numbers_too()
    {
        var document = new JsonObject
        {
            ["trace_id"] = "1-a",
            ["id"] = "b000000000000001",
            ["name"] = "root",
            ["start_time"] = 1,
            ["end_time"] = 2,
            ["metadata"] = new JsonObject { ["default"] = new JsonObject { ["a+b"] = 1, ["list"] = new JsonArray("x", "pä+ss\"word", 4111111111111111) } },
        }.ToJsonString();
        var trace = Failing.Trace(document);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(document, Does.Not.Contain("pä+ss"));
            Assert.That(Failing.Reason(() => trace.DoesNotContain("pä+ss\"word")), Does.EndWith("found it in document 1: metadata.default.list[1]."));
            Assert.That(Failing.Reason(() => trace.DoesNotContain("a+b")), Does.EndWith("metadata.default.a+b (the name)."));
            Assert.That(Failing.Reason(() => trace.DoesNotContain("4111111111111111")), Does.EndWith("metadata.default.list[2]."));
        }
    }
}
