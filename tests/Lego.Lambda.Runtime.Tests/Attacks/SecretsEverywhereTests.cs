using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Testing;
using Lego.Testing.Attacks;
using Lego.Testing.Schema;
using Lego.Testing.Secrets;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Generated secrets in every place where text from outside enters an invocation; nothing that leaves it may hold a piece of one.</summary>
[Category("Attack")]
[Parallelizable(ParallelScope.All)]
public sealed class SecretsEverywhereTests
{
    [Test]
    public async Task No_generated_secret_leaves_an_invocation_by_any_way()
    {
        using var attack = new Attack("secrets-everywhere");
        using var probe = new Probe();
        var leaks = new List<string>();
        attack.Set("places", SecretPlaces.All.Count + 3);
        await attack.RunAsync(async attackCase =>
        {
            var planted = SecretSurroundings.Around(SecretGenerator.Next(attackCase.Random), attackCase.Random);
            var (place, use) = SecretPlaces.All[attackCase.Random.Next(SecretPlaces.All.Count)];
            using var metrics = new MemoryStream();
            using var log = new MemoryLog(probe.Options.Sanitizer);
            var options = probe.Options with
            {
                LoggerFactory = log.Factory,
                Metrics = new MetricOptions { Output = new JsonLineOutput(metrics) },
            };
            var function = new NoteFunction<NoteQuery>(options, async (_, _, context) =>
            {
                await use(planted.Text, context);
                return NoteFunction<NoteQuery>.Nothing();
            });

            // Some requests carry the secret themselves, in what every client can write.
            var request = attackCase.Random.Next(4) switch
            {
                0 => HttpEvent.Create("GET /notes", query: new Dictionary<string, string> { ["search"] = planted.Text }),
                1 => HttpEvent.Create("GET /notes", headers: new Dictionary<string, string> { ["user-agent"] = planted.Text, ["x-correlation-id"] = planted.Text }),
                2 => HttpEvent.Create("GET /notes", query: new Dictionary<string, string> { ["page"] = planted.Text }),
                _ => HttpEvent.Create("GET /notes"),
            };
            var answer = await function.InvokeAsync(request, probe.Context());

            var documents = probe.Daemon.ReceiveArrived();
            attack.Count("secrets planted");
            attack.Count("texts that left", 2 + log.Lines.Count + documents.Count);
            Assert.That(documents, Has.Count.EqualTo(1), place);
            Assert.That(SegmentSchema.Validate(documents[0]), Is.Empty, place);
            leaks.AddRange(Leaks(planted, place, "response", answer.Body));
            leaks.AddRange(Leaks(planted, place, "header", string.Join('\n', answer.Headers?.Values ?? [])));
            leaks.AddRange(Leaks(planted, place, "document", documents[0]));
            leaks.AddRange(Leaks(planted, place, "metric", Encoding.UTF8.GetString(metrics.ToArray())));
            leaks.AddRange(Leaks(planted, place, "log", log.Text));
        });
        attack.Set("leaks", leaks.Count);

        Assert.That(leaks, Is.Empty, string.Join('\n', leaks.Take(20)));
    }

    private static IEnumerable<string> Leaks(PlantedSecret planted, string place, string exit, string? text) =>
        from seen in (text ?? "").Split('\n').Where(line => line.Length > 0).SelectMany(Readings)
        where SecretSurroundings.LeakedPart(planted, seen) is not null
        select $"{planted.Name} planted as {place} left in the {exit}: {planted.Text}\n    {seen}";

    /// <summary>A line as it stands, and the texts that it holds as JSON.</summary>
    private static IEnumerable<string> Readings(string line)
    {
        yield return line;
        if (line[0] == '{')
        {
            foreach (var text in Texts(JsonNode.Parse(line)))
            {
                yield return text;
            }
        }
    }

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Texts(member.Value).Prepend(member.Key)),
        JsonArray items => items.SelectMany(Texts),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
