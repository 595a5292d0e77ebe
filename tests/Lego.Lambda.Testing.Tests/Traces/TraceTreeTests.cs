using Lego.Lambda.Testing.Traces;

namespace Lego.Lambda.Testing.Tests.Traces;

/// <summary>How documents are put together, read from literal documents as X-Ray gets them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TraceTreeTests
{
    private const string Trace = "1-58406520-a006649127e371903a2de979";

    [Test]
    public void Subsegments_that_were_sent_by_themselves_go_below_their_parents_in_order_of_their_start()
    {
        var trace = Failing.Trace(
            Document("c000000000000002", "late", "b000000000000001", 3),
            Document("b000000000000001", "root", "a000000000000001", 1, """
                ,"subsegments":[{"id":"c000000000000001","name":"middle","start_time":2.0,"end_time":2.5}]
                """),
            Document("d000000000000001", "deep", "c000000000000002", 4));

        trace.HasShape("""
            root
              middle
              late
                deep
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace.Root.ParentId, Is.EqualTo("a000000000000001"));
            Assert.That(trace.Root.Parent, Is.Null);
            Assert.That(trace["deep"].Parent!.Parent, Is.SameAs(trace.Root));
            Assert.That(trace.TraceId, Is.EqualTo(Trace));
            Assert.That(trace.Segment, Is.Null);
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_finished_document_takes_the_place_of_the_one_that_told_its_start(bool inOrder)
    {
        var started = $$"""
            {"type":"subsegment","trace_id":"{{Trace}}","parent_id":"a000000000000001","id":"b000000000000001","name":"root","start_time":1.0,"in_progress":true,
             "subsegments":[{"id":"c000000000000001","name":"step","start_time":1.5,"in_progress":true}]}
            """;
        var finished = Document("b000000000000001", "root", "a000000000000001", 1, """
            ,"fault":true,"subsegments":[{"id":"c000000000000001","name":"step","start_time":1.5,"end_time":1.75}]
            """);

        var trace = inOrder ? Failing.Trace(started, finished) : Failing.Trace(finished, started);

        trace.HasOnly("step").HasNoUnfinished();
        trace.Has("root").Times(1).WithFault();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace["step"].Duration, Is.EqualTo(TimeSpan.FromMilliseconds(250)));
            Assert.That(trace.Documents, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public void What_is_still_in_progress_has_no_end()
    {
        var trace = Failing.Trace($$"""
            {"type":"subsegment","trace_id":"{{Trace}}","parent_id":"a000000000000001","id":"b000000000000001","name":"root","start_time":1.0,"in_progress":true}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((trace.Root.InProgress, trace.Root.IsUnfinished, trace.Root.End, trace.Root.Duration), Is.EqualTo((true, true, (DateTimeOffset?)null, (TimeSpan?)null)));
            Assert.That(trace.ToString(), Is.EqualTo("root  in progress"));
            Assert.That(() => trace.HasNoUnfinished(), Throws.TypeOf<AssertionFailedException>());
        }
    }

    [Test]
    public void Of_two_finished_documents_the_first_counts()
    {
        var trace = Failing.Trace(
            Document("b000000000000001", "first", "a000000000000001", 1), Document("b000000000000001", "second", "a000000000000001", 1));

        trace.Has("first").Times(1);
        trace.HasNo("second");
    }

    [Test]
    public void A_segment_of_ones_own_holds_the_root_and_is_no_subsegment()
    {
        var trace = Failing.Trace($$"""
            {"trace_id":"{{Trace}}","id":"a000000000000001","name":"hello","origin":"AWS::Lambda::Function","start_time":1.0,"end_time":2.0,
             "annotations":{"keptBecause":"fault"},
             "subsegments":[{"id":"b000000000000001","name":"hello","start_time":1.1,"end_time":1.9,
              "subsegments":[{"id":"c000000000000001","name":"step","start_time":1.2,"end_time":1.3}]}]}
            """);

        trace.HasOnly("step").HasAnnotation("keptBecause", "fault").HasShape("hello\n  step");
        trace.Has("hello").Times(1).Under("hello");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace.Root.Id, Is.EqualTo("b000000000000001"));
            Assert.That((trace.Segment!.Origin, trace.Segment.IsSegment), Is.EqualTo(("AWS::Lambda::Function", true)));
            Assert.That(trace.ToString(), Does.StartWith("hello (AWS::Lambda::Function)  1000.0 ms  ok"));
        }
    }

    [Test]
    public void An_exception_that_a_cause_only_names_is_found_where_it_is_described()
    {
        var trace = Failing.Trace(Document("b000000000000001", "root", "a000000000000001", 1, """
            ,"fault":true,"cause":"e000000000000002","subsegments":[{"id":"c000000000000001","name":"step","start_time":1.5,"end_time":1.75,"fault":true,
             "cause":{"exceptions":[
              {"id":"e000000000000001","type":"Outer","message":"it failed","cause":"e000000000000002","skipped":1},
              {"id":"e000000000000002","type":"Inner","message":"because","remote":true,"truncated":3,"stack":[{"path":"A.cs","line":7,"label":"A.Run"}]}]}}]
            """));

        var inner = trace.Root.Exceptions.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(trace["step"].Exceptions.Select(exception => exception.Type), Is.EqualTo(new[] { "Outer", "Inner" }));
            Assert.That((inner.Type, inner.Message, inner.Remote, inner.Truncated), Is.EqualTo(("Inner", "because", true, 3)));
            Assert.That((inner.Frames[0].Path, inner.Frames[0].Line, inner.Frames[0].Label), Is.EqualTo(("A.cs", 7, "A.Run")));
        }
    }

    [Test]
    public void Blocks_and_values_are_read_as_they_are_written()
    {
        var trace = Failing.Trace(Document("b000000000000001", "root", "a000000000000001", 1480615200.123457m, """
            ,"namespace":"remote","error":true,"throttle":true,"annotations":{"text":"x","number":1.5,"whole":3,"flag":true},
            "metadata":{"default":{"list":[1,2]}},
            "http":{"request":{"method":"GET","url":"https://x/y","user_agent":"a","client_ip":"b"},"response":{"status":429,"content_length":12}},
            "sql":{"url":"postgresql://db","database_type":"PostgreSQL","database_version":"16","driver_version":"10","user":"app","sanitized_query":"select 1"},
            "aws":{"operation":"PutObject","region":"eu-central-1","request_id":"r","bucket_name":"b","key":"k","table_name":"t","queue_url":"q"}
            """));

        var root = trace.Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Start, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1480615200).AddMicroseconds(123457)));
            Assert.That((root.IsError, root.IsThrottle, root.IsFault, root.Namespace), Is.EqualTo((true, true, false, "remote")));
            Assert.That((root.Annotations["text"].Text, root.Annotations["number"].Number, root.Annotations["whole"].Number, root.Annotations["flag"].Boolean), Is.EqualTo(("x", 1.5, 3.0, true)));
            Assert.That(root.Metadata["default"]!["list"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(root.Http, Is.EqualTo(new TraceHttp("GET", "https://x/y", "a", "b", 429, 12)));
            Assert.That(root.Sql, Is.EqualTo(new TraceSql("postgresql://db", "PostgreSQL", "16", "10", "app", "select 1")));
            Assert.That(root.Aws, Is.EqualTo(new TraceAws("PutObject", "eu-central-1", "r", "b", "k", "t", "q")));
        }
    }

    [Test]
    public async Task A_trace_that_was_cut_into_many_documents_is_whole_again()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(async (_, _) =>
        {
            for (var i = 0; i < 300; i++)
            {
                using var subsegment = Runtime.Tracing.TraceCalls.TraceWork($"step{i}");
                subsegment.AddMetadata("filler", new string('x', 1000));
                await Task.Yield();
            }
        });

        Assert.That(run.Trace.Documents, Has.Count.GreaterThan(1));
        run.Trace.HasOnly([.. Enumerable.Range(0, 300).Select(i => $"step{i}")]);
        run.Trace.Every("step*").Times(300).Under(TestHost.WorkName);
    }

    private static string Document(string id, string name, string parentId, decimal start, string more = "") =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
            {"type":"subsegment","trace_id":"{{Trace}}","parent_id":"{{parentId}}","id":"{{id}}","name":"{{name}}","start_time":{{start}},"end_time":{{start + 1}}{{more}}}
            """);
}
