using System.Text;
using System.Text.Json.Nodes;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class StoreReadersTests
{
    private const double Start = SampleTrace.Start;

    [Test]
    public void The_graph_has_the_services_their_calls_and_how_they_went()
    {
        using var store = new StoredTraces();
        store.Add(SampleTrace.Documents());

        var graph = new ServiceGraphReader(store.File).Read(Start, Start + 60);
        var query = graph.Edges.Single(edge => edge.Target.Type == "Database::SQL");
        var root = graph.Services.Single(service => service.IsRoot);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(graph.Services, Has.Count.EqualTo(6));
            Assert.That(graph.Edges, Has.Count.EqualTo(5));
            Assert.That((root.Name, root.Inferred, root.Statistics.Fault, root.Statistics.Total), Is.EqualTo(("lego-api/local", false, 1L, 1L)));
            Assert.That(root.Statistics.TotalResponseTime, Is.EqualTo(0.5).Within(1e-6));
            Assert.That(graph.Services.Single(service => service.IsClient).Name, Is.EqualTo("lego-api/local"));
            Assert.That(query.Source.Type, Is.EqualTo("AWS::Lambda::Function"));
            Assert.That(query.Statistics.Percentile(0.5), Is.EqualTo(0.06).Within(0.06 * 0.075));
            Assert.That((query.Start, query.End), Is.EqualTo((Start, Start + 60)));
        }
    }

    [Test]
    public void The_graph_of_a_range_of_some_traces_and_of_one_trace_agree()
    {
        using var store = new StoredTraces();
        store.Add(SampleTrace.Documents());
        store.Add([SampleTrace.Segment(SampleTrace.TraceId(7), start: Start + 400)]);
        var reader = new ServiceGraphReader(store.File);

        var expected = Text(reader.Read(Start, Start + 60));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(reader.Read(Start, Start + 500, new TraceCondition("t.fault = @fault", ("@fault", true)))), Is.EqualTo(expected));
            Assert.That(Text(reader.Read([SampleTrace.Id, "1-00000000-000000000000000000000000"])), Is.EqualTo(expected));
            Assert.That(reader.Read(Start + 60, Start + 360).Services, Is.Empty);
            Assert.That(reader.Read(Start, Start + 500).Services, Has.Count.EqualTo(8));
        }
    }

    [Test]
    public void Statistics_come_by_the_period()
    {
        using var store = new StoredTraces();
        foreach (var (index, start) in new[] { 0d, 30, 70, 310 }.Index())
        {
            var segment = SampleTrace.Segment(SampleTrace.TraceId(index), start: Start + start);
            segment["error"] = true;
            store.Add([segment]);
        }

        var reader = new ServiceStatisticsReader(store.File);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                reader.OfService(Start, Start + 3600, 60, "plain").Select(point => (point.Timestamp - Start, point.Statistics.Error)),
                Is.EqualTo([(0d, 2L), (60d, 1L), (300d, 1L)]));
            Assert.That(
                reader.OfClients(Start, Start + 3600, 300).Select(point => (point.Timestamp - Start, point.Statistics.Total)),
                Is.EqualTo([(0d, 3L), (300d, 1L)]));
            Assert.That(reader.OfCalls(Start, Start + 3600, 300, "plain", "plain"), Has.Count.EqualTo(2), "from the client of that name");
            Assert.That(reader.OfService(Start, Start + 3600, 60, "plain", "AWS::Lambda"), Is.Empty);
            Assert.That(
                reader.OfClients(Start, Start + 3600, 300, new TraceCondition("t.start_time > @later", ("@later", Start + 60)))
                    .Select(point => point.Statistics.Total),
                Is.EqualTo([1L, 1L]));
        }
    }

    [Test]
    public void Pages_of_a_search_lead_through_all_traces_once_from_the_newest()
    {
        using var store = new StoredTraces();
        // Several start at the same moment.
        store.Add([.. Enumerable.Range(0, 25).Select(number => SampleTrace.Segment(SampleTrace.TraceId(number), start: Start + (number / 4)))]);
        var search = new TraceSearch(store.File);

        var pages = Pages(search, new TraceSearchQuery(Start, Start + 6) { Limit = 7 });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages.SelectMany(page => page.Traces).Select(trace => trace.Id), Is.EqualTo(
                Enumerable.Range(0, 24).Reverse().Select(SampleTrace.TraceId)), "the end of the range is not part of it");
            Assert.That(pages.Select(page => page.Traces.Count), Is.EqualTo([7, 7, 7, 3]));
            Assert.That(pages.Sum(page => page.Scanned), Is.EqualTo(24));
        }
    }

    [Test]
    public void A_search_by_condition_gives_what_fits_and_counts_what_it_passed()
    {
        using var store = new StoredTraces();
        store.Add([.. Enumerable.Range(0, 20).Select(number =>
        {
            var segment = SampleTrace.Segment(SampleTrace.TraceId(number), start: Start + number);
            segment["annotations"] = new JsonObject { ["count"] = number, ["kind"] = number % 2 == 0 ? "even" : "odd" };
            return segment;
        })]);
        var condition = new TraceCondition(
            "EXISTS (SELECT 1 FROM trace_annotations a WHERE a.trace = t.key AND a.key = 'kind' AND a.text = @kind)", ("@kind", "even"));

        var pages = Pages(new TraceSearch(store.File), new TraceSearchQuery(Start, Start + 100) { Limit = 4, Condition = condition });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages.Sum(page => page.Traces.Count), Is.EqualTo(10));
            Assert.That(pages.Sum(page => page.Scanned), Is.EqualTo(20));
            Assert.That(pages[0].Scanned, Is.EqualTo(8));
        }
    }

    [Test]
    public void A_search_by_predicate_stops_after_so_many_traces_and_goes_on_from_there()
    {
        using var store = new StoredTraces();
        store.Add([.. Enumerable.Range(0, 30).Select(number => SampleTrace.Segment(SampleTrace.TraceId(number), start: Start + number))]);
        var query = new TraceSearchQuery(Start, Start + 100) { MaxAssembled = 8, Predicate = facts => facts.Start < Start + 10 };

        var pages = Pages(new TraceSearch(store.File), query);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(pages.Select(page => page.Traces.Count), Is.EqualTo([0, 0, 4, 6]));
            Assert.That(pages.Select(page => page.Scanned), Is.EqualTo([8L, 8L, 8L, 6L]));
        }
    }

    [Test]
    public void A_search_can_be_by_the_time_of_the_last_document_or_of_the_end()
    {
        using var store = new StoredTraces();
        store.Add([SampleTrace.Segment(SampleTrace.TraceId(1), start: Start - 3600)]);
        var search = new TraceSearch(store.File);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(search.Find(new TraceSearchQuery(Start, Start + 1)).Traces, Is.Empty);
            Assert.That(search.Find(new TraceSearchQuery(Start, Start + 1) { TimeKind = TraceTimeKind.Updated }).Traces, Has.Count.EqualTo(1));
            Assert.That(search.Find(new TraceSearchQuery(Start - 3600, Start - 3599.95) { TimeKind = TraceTimeKind.End }).Traces, Is.Empty);
            Assert.That(search.Find(new TraceSearchQuery(Start - 3600, Start - 3599) { TimeKind = TraceTimeKind.End }).Traces, Has.Count.EqualTo(1));
        }
    }

    [TestCase("1772366400.25_17", 1772366400.25, 17)]
    public void A_cursor_survives_its_text(string text, double time, long key)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(new TraceCursor(time, key).ToString(), Is.EqualTo(text));
            Assert.That(TraceCursor.TryParse(text, out var cursor) ? cursor : null, Is.EqualTo(new TraceCursor(time, key)));
        }
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("1")]
    [TestCase("1_-2")]
    [TestCase("NaN_2")]
    [TestCase("1_2_3")]
    public void A_text_that_is_no_cursor_is_none(string? text) => Assert.That(TraceCursor.TryParse(text, out _), Is.False);

    private static List<TraceSearchPage> Pages(TraceSearch search, TraceSearchQuery query)
    {
        var pages = new List<TraceSearchPage>();
        do
        {
            pages.Add(search.Find(query with { After = pages.LastOrDefault()?.Next }));
        }
        while (pages[^1].Next is not null && pages.Count < 50);

        return pages;
    }

    private static string Text(ServiceGraph graph) => string.Join('\n', graph.Services
        .Select(service => $"{service.Name} {service.Type} {service.IsRoot} {Text(service.Statistics)}")
        .Concat(graph.Edges.Select(edge => $"{edge.Source.Name} {edge.Source.Type} > {edge.Target.Name} {Text(edge.Statistics)}")));

    private static string Text(CallStatistics statistics) =>
        $"{statistics.Visits} {statistics.Ok} {statistics.Error} {statistics.Throttle} {statistics.Fault} {statistics.Microseconds} "
        + string.Join(',', statistics.Histogram.Filled);

    private sealed class StoredTraces : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace-store-");
        private readonly StoreWriter _writer;

        public StoredTraces()
        {
            File = StoreFile.Open(_folder.FullName, TimeProvider.System);
            _writer = StoreWriter.Open(File);
        }

        public StoreFile File { get; }

        public void Add(List<JsonObject> documents)
        {
            _writer.Begin();
            foreach (var document in documents)
            {
                SegmentDocument.TryRead(Encoding.UTF8.GetBytes(document.ToJsonString()), out var read);
                _writer.Add(read!, Start);
            }

            _writer.Summarize(Start, double.MaxValue, long.MaxValue);
            _writer.Commit(Start);
        }

        public void Dispose()
        {
            _writer.Dispose();
            File.Close();
            _folder.Delete(recursive: true);
        }
    }
}
