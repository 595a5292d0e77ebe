using System.Text;
using Lego.Testing.Attacks;
using Lego.TraceConsole.Daemon;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Otlp;
using Lego.TraceConsole.Tests.Otlp;
using Lego.TraceConsole.Tests.Store;

namespace Lego.TraceConsole.Tests.Attacks;

/// <summary>Damaged datagrams and documents, on their way into the store and out of it.</summary>
[Category("Attack")]
[Parallelizable]
public sealed class DocumentAttackTests
{
    private const int DocumentsOfOneStore = 200;
    private const int LargestDatagram = 60_000;
    private const string Header = "{\"format\": \"json\", \"version\": 1}\n";

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\n", "\\ud800", "\"trace_id\":", "\"id\":", "\"parent_id\":", "\"subsegments\":[", "\"start_time\":", "1e999", "-1", "null", "T1S", "T1U",
        "\"in_progress\":true", "\"annotations\":{", "\"metadata\":{", "\"cause\":", "\"http\":", "\"type\":\"subsegment\"",
    ];

    [Test]
    public void A_damaged_datagram_is_stored_or_refused_with_its_reason()
    {
        using var attack = new Attack("input-datagrams");
        var store = new MemoryStore();
        try
        {
            attack.Run(attackCase =>
            {
                var random = attackCase.Random;
                var documents = SampleTrace.Documents();
                var sample = documents[attackCase.Number % documents.Count];
                var datagram = random.Next(2) == 0
                    ? Encoding.UTF8.GetBytes(Header + JsonMutator.Break(sample, random).Text)
                    : new Mutator(random, Tokens).Mutate(Encoding.UTF8.GetBytes(Header + sample.ToJsonString()));
                var refused = DatagramReader.TryReadBody(datagram, out var body) is not null || SegmentDocument.TryRead(body, out _) is not null;
                attack.Count(refused ? "refused" : "stored");
                if (!refused)
                {
                    SegmentDocument.TryRead(body, out var document);
                    store.Transact(() => store.Writer.Add(document!, store.Now));
                }

                if (attackCase.Number % DocumentsOfOneStore == DocumentsOfOneStore - 1)
                {
                    ReadAll(store);
                    store.Dispose();
                    store = new MemoryStore();
                }
            });
            ReadAll(store);
        }
        finally
        {
            store.Dispose();
        }

        Assert.That(attack.Figure("stored"), Is.GreaterThan(0));
    }

    [Test]
    public void A_damaged_export_of_spans_is_read_or_refused()
    {
        var request = Convert.FromBase64String(OtlpPayloadTests.Request);
        using var attack = new Attack("input-otlp");
        attack.Run(attackCase =>
        {
            var random = attackCase.Random;
            var bytes = new Mutator(random, "\n\u0010", "\u0012\u0010", "service.name", "cloud.platform", "exception", "aws.xray.annotations", "\u007f").Mutate(request, request);
            var text = Encoding.ASCII.GetBytes("T1S" + Convert.ToBase64String(bytes));
            if (random.Next(10) == 0)
            {
                text = [.. "T1S"u8, .. new Mutator(random, "=", "\n", " ").Mutate(text[3..])];
            }

            if (OtlpPayload.TryRead(text, out var documents) is not null)
            {
                attack.Count("refused");
                return;
            }

            attack.Count("read");
            foreach (var document in documents)
            {
                SegmentDocument.TryRead(document, out _);
            }
        });
        Assert.That(attack.Figure("read"), Is.GreaterThan(0));
    }

    [Test]
    public async Task The_console_shows_every_page_whatever_was_sent_to_its_daemon()
    {
        await using var console = await ConsoleFixture.StartAsync();
        using var attack = new Attack("input-console");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            foreach (var document in SampleTrace.Documents())
            {
                var text = JsonMutator.Break(document, random).Text;
                if (text.Length < LargestDatagram)
                {
                    await console.SendBodyAsync(text);
                }
            }

            await console.SendRawAsync(new Mutator(random, Tokens).Mutate(Header + SampleTrace.QueryCall().ToJsonString()));
            await console.Server.FlushAsync();
            var hostile = Uri.EscapeDataString(Shortened(HostileTexts.Pick(random)));
            foreach (var path in new[]
            {
                "/", "/traces", $"/traces/{SampleTrace.Id}", $"/api/traces/{SampleTrace.Id}", "/map", "/map/fragment", "/dashboard", "/sampling", "/api/stats", $"/map?q={hostile}", $"/dashboard?q={hostile}", $"/traces?q={hostile}",
                $"/api/traces?q={hostile}&limit={random.Next(-1, 3)}", $"/api/filter/suggestions?text={hostile}&caret={random.Next(400)}", $"/traces/{hostile}",
                $"/api/traces/{hostile}",
            })
            {
                var (status, body) = await console.GetAsync(path);
                Assert.That(status, Is.LessThan(500), $"{path}\n{body}");
                attack.Count("pages");
            }
        });
        Assert.That(console.Server.Counters.Received, Is.EqualTo(console.Server.Counters.Stored + console.Server.Counters.Rejected + console.Server.Counters.Ignored));
    }

    // A URL has at most a few thousand characters.
    private static string Shortened(string text) => text.Length <= 300 ? text : text[..300];

    // Nothing may be in the store that cannot be summarised, found and shown.
    private static void ReadAll(MemoryStore store)
    {
        store.Summarize();
        foreach (var id in store.TraceIds())
        {
            var found = store.Find(id);
            Assert.That(TraceFacts.Of(found.Trace, found.LimitExceeded), Is.Not.Null);
        }
    }
}
