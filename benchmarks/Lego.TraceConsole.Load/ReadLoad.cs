using System.Diagnostics;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Load;

/// <summary>Measures queries over the hour, each in a row of its own.</summary>
internal sealed class ReadLoad(LoadOptions options, StoreFile file, double start)
{
    private const double Hour = 3600;

    private const string ByAnnotation = "t.key IN (SELECT trace FROM trace_annotations WHERE key = 'mocId' AND text = @value)";

    private const string FaultOfBucket = """
        EXISTS (SELECT 1 FROM trace_services v WHERE v.trace = t.key AND v.fault
            AND v.service IN (SELECT id FROM services WHERE type = 'AWS::S3::Bucket'))
        """;

    public void Run()
    {
        var search = new TraceSearch(file);
        var graph = new ServiceGraphReader(file);
        var statistics = new ServiceStatisticsReader(file);
        var store = new TraceStore(file);
        var all = new TraceSearchQuery(start, start + Hour);
        Measure("newest 100", () => search.Find(all).Traces.Count);
        Measure("fault and responsetime > 0.4", () => search.Find(all with { Condition = new("t.fault AND t.response_time > 0.4") }).Traces.Count);
        Measure("no hit, columns of the index", () => search.Find(all with { Condition = new("t.fault AND t.response_time > 100") }).Traces.Count);
        Measure("no hit, other columns", () => search.Find(all with { Condition = new("t.http_url LIKE '%nowhere%'") }).Traces.Count);
        Measure("annotation.mocId = \"17\"", () => search.Find(all with { Condition = new(ByAnnotation, ("@value", "17")) }).Traces.Count);
        Measure("service(bucket) { fault }, no hit", () => search.Find(all with { Condition = new(FaultOfBucket) }).Traces.Count);
        Measure("predicate over 500 assembled traces", () => search.Find(all with { Predicate = facts => facts.Visits.Count > 99 }).Traces.Count);
        Measure("list page, text search without a hit", () => store.List(new TraceQuery { Text = "nowhere" }).Traces.Count);
        Measure("list page, newest 50", () => store.List(new TraceQuery()).Traces.Count);
        Measure("service graph", () => graph.Read(start, start + Hour).Services.Count);
        Measure("service graph of faults", () => graph.Read(start, start + Hour, new("t.fault")).Services.Count);
        Measure("time series of requests", () => statistics.OfClients(start, start + Hour, 60).Count);
    }

    private void Measure(string name, Func<int> query)
    {
        var times = new List<double>();
        var found = 0;
        for (var repetition = 0; repetition < options.Reads; repetition++)
        {
            var watch = Stopwatch.StartNew();
            found = query();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        var p95 = times[(int)Math.Ceiling(0.95 * times.Count) - 1];
        Console.WriteLine(FormattableString.Invariant($"{name,-40} p50 {times[times.Count / 2],8:N1} ms   p95 {p95,8:N1} ms   {found} found"));
    }
}
