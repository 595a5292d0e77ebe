using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class ArrivalOrderTests
{
    private static readonly string[] Ids = [SampleTrace.TraceId(1), SampleTrace.TraceId(2)];

    private static readonly Gen<(RandomTrace.Part[] One, RandomTrace.Part[] Two, int[] Order, bool[] Pauses)> Arrivals =
        Gen.Select(RandomTrace.Parts, RandomTrace.Parts, Gen.Int.Array[100], Gen.Bool.Array[100]);

    [Test]
    public void Whatever_the_order_repetition_and_delay_of_its_documents_a_trace_and_all_counts_come_out_the_same() => Arrivals.Sample(
        arrival =>
        {
            using var expected = new MemoryStore();
            expected.Add(RandomTrace.Documents(Ids[0], arrival.One).Concat(RandomTrace.Documents(Ids[1], arrival.Two)));
            expected.Summarize();
            using var actual = new MemoryStore();
            Deliver(actual, arrival);

            var derived = actual.Derived();
            var traces = string.Concat(Ids.Select(id => Describe(actual.Find(id).Trace)));
            actual.Rebuild();

            using (Assert.EnterMultipleScope())
            {
                Assert.That(derived, Is.EqualTo(expected.Derived()));
                Assert.That(traces, Is.EqualTo(string.Concat(Ids.Select(id => Describe(expected.Find(id).Trace)))));
                Assert.That(actual.Derived(), Is.EqualTo(derived), "derived once more from the documents");
            }
        },
        iter: 300);

    [Test]
    public void What_is_dropped_leaves_nothing_behind_in_the_counts() => Arrivals.Sample(
        arrival =>
        {
            using var store = new MemoryStore();
            store.Add(RandomTrace.Documents(Ids[0], arrival.One));
            store.Summarize();
            store.Now += 1000;
            store.Add(RandomTrace.Documents(Ids[1], arrival.Two));
            store.Summarize();

            store.Transact(() => store.Writer.DropOlderThan(store.Now - 1, 100));
            var one = store.Derived();
            store.Rebuild();
            var rebuilt = store.Derived();
            store.Transact(() => store.Writer.DropOldest(100));

            using (Assert.EnterMultipleScope())
            {
                Assert.That(one, Is.EqualTo(rebuilt).And.Contain(Ids[1]).And.Not.Contain(Ids[0]));
                Assert.That(store.Minutes(), Is.Empty);
                Assert.That(store.Count("traces") + store.Count("pending_traces"), Is.Zero);
                Assert.That(store.Count("documents") + store.Count("trace_services") + store.Count("trace_edges"), Is.Zero);
                Assert.That(store.Count("trace_annotations") + store.Count("trace_summaries") + store.Count("trace_texts"), Is.Zero);
            }
        },
        iter: 100);

    private static void Deliver(
        MemoryStore store, (RandomTrace.Part[] One, RandomTrace.Part[] Two, int[] Order, bool[] Pauses) arrival)
    {
        var sendings = RandomTrace.Sendings(Ids[0], arrival.One).Concat(RandomTrace.Sendings(Ids[1], arrival.Two)).ToList();
        var shuffled = sendings.Index().OrderBy(sending => arrival.Order[sending.Index % arrival.Order.Length]).Select(sending => sending.Item);
        foreach (var (index, document) in shuffled.Index())
        {
            store.Add(document);
            if (arrival.Pauses[index % arrival.Pauses.Length])
            {
                // Up to days may pass before the next document.
                store.Now += 3600 * (index % 50);
                store.Summarize();
            }
        }

        store.Summarize();
    }

    /// <summary>Tree, facts and folded documents as text.</summary>
    private static string Describe(Trace trace)
    {
        var facts = TraceFacts.Of(trace);
        var lines = trace.Nodes.Select(node => $"{node.Depth} {node.Entity.Id} {node.Entity.Name} {node.Entity.Outcome} {node.Kind}")
            .Concat(facts.Visits.Select(visit =>
                $"{visit.Service} {visit.First}{visit.Last}{visit.Root}{visit.Remote} {visit.ResponseTime} {visit.Duration} {string.Join(',', visit.Messages)}"))
            .Concat(facts.Calls.Select(call => $"{call.Source} > {call.Target.Service} {call.ResponseTime} {call.Node.Entity.Id}"))
            .Concat(facts.Annotations.Select(annotation => $"{annotation.Key} {annotation.Value} {annotation.Visit?.Service}"))
            .Append(string.Create(CultureInfo.InvariantCulture, $"{facts.Start} {facts.Duration} {facts.Error}{facts.Fault}{facts.Throttle}"))
            .Concat(TraceFolding.Fold(trace).Select(segment => segment.Id + Canonical(segment.Document)));
        return string.Join('\n', lines);
    }

    private static string Canonical(string json) => JsonNode.Parse(json)!.ToJsonString();
}
