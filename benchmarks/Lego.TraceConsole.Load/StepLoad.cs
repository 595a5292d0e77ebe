using System.Diagnostics;
using System.Text.Json;
using Lego.TraceConsole.Daemon;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Trace = Lego.TraceConsole.Model.Trace;

namespace Lego.TraceConsole.Load;

/// <summary>Measures what each step of the way into the store costs for one trace, on one thread and without a socket.</summary>
internal sealed class StepLoad(StoreFile file, double start)
{
    private const int Traces = 4000;

    public void Run()
    {
        using var writer = StoreWriter.Open(file);
        for (var round = 0; round < 3; round++)
        {
            var datagrams = Datagrams(round * Traces);
            List<SegmentDocument> documents = [];
            List<List<JsonElement>> trees = [];
            List<Trace> traces = [];
            List<TraceFacts> facts = [];
            List<TraceSummary> summaries = [];
            Measure("read datagrams", () => documents = datagrams.ConvertAll(Read));
            Measure("store documents", () =>
            {
                foreach (var batch in documents.Chunk(4096))
                {
                    writer.Begin();
                    Array.ForEach(batch, document => writer.Add(document, start));
                    writer.Commit(start);
                }
            });
            Measure("parse trees", () => trees = [.. documents.Chunk(4).Select(Parse)]);
            Measure("assemble", () => traces = trees.ConvertAll(tree => TraceAssembler.Assemble("1-65e1c340-a006649127e371903a2de979", tree)));
            Measure("facts", () => facts = traces.ConvertAll(trace => TraceFacts.Of(trace)));
            Measure("summary", () => summaries = facts.ConvertAll(TraceSummarizer.Summarize));
            Measure("summary as JSON", () => summaries.ForEach(summary => SummaryJson.Write(summary)));
            Measure("summarise in the store, all of it", () =>
            {
                while (writer.Pending.Count > 0)
                {
                    writer.Begin();
                    writer.Summarize(start, double.MaxValue, long.MaxValue, 500);
                    writer.Commit(start);
                }
            });
        }
    }

    private static List<JsonElement> Parse(SegmentDocument[] documents) =>
        [.. documents.Select(document => SegmentDocument.ParseBody(document.Body.ToArray())!.Value)];

    private List<byte[]> Datagrams(int first)
    {
        var buffer = new byte[64 * 1024];
        var datagrams = new List<byte[]>();
        for (var number = first; number < first + Traces; number++)
        {
            foreach (var document in SampleRequest.Good)
            {
                datagrams.Add(buffer[..document.Fill(buffer, number, start + (number / 10d))]);
            }
        }

        return datagrams;
    }

    private static SegmentDocument Read(byte[] datagram)
    {
        DatagramReader.TryReadBody(datagram, out var body);
        SegmentDocument.TryRead(body, out var document);
        return document!;
    }

    private static void Measure(string step, Action action)
    {
        // Time of the processor, so that the work of others on the machine does not count.
        var (before, allocated) = (Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
        action();
        var spent = Process.GetCurrentProcess().TotalProcessorTime - before;
        Console.WriteLine(FormattableString.Invariant(
            $"{step,-36} {spent.TotalMicroseconds / Traces,8:N1} µs a trace   {(GC.GetTotalAllocatedBytes() - allocated) / Traces,10:N0} bytes"));
    }
}
