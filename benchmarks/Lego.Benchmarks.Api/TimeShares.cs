using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.Benchmarks.Api;

/// <summary>Where the time of requests goes, by their traces: milliseconds a request in the function, and in its calls of each kind.</summary>
internal sealed class TimeShares(Uri console)
{
    private static readonly string[] Kinds = ["db:", "cache:", "search:"];

    /// <summary>Reads the traces of some requests and writes a line with the averages; what runs at the same time counts for each.</summary>
    public async Task WriteAsync(TextWriter output, IEnumerable<string> traceIds)
    {
        using var http = new HttpClient { BaseAddress = console };
        var (requests, inFunction) = (0, 0d);
        var inCalls = Kinds.ToDictionary(kind => kind, _ => 0d);
        foreach (var id in traceIds)
        {
            using var response = await http.GetAsync(new Uri($"api/traces/{id}", UriKind.Relative));
            if (!response.IsSuccessStatusCode)
            {
                continue;
            }

            var trace = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            foreach (var root in trace["documents"]!.AsArray().OfType<JsonObject>().Where(document => (string?)document["type"] == "subsegment"))
            {
                requests++;
                inFunction += Milliseconds(root);
                foreach (var part in Below(root))
                {
                    if (Kinds.FirstOrDefault(kind => ((string?)part["name"])?.StartsWith(kind, StringComparison.Ordinal) == true) is { } kind)
                    {
                        inCalls[kind] += Milliseconds(part);
                    }
                }
            }
        }

        if (requests > 0)
        {
            var calls = string.Join(", ", Kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind} {inCalls[kind] / requests:0.00}")));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"milliseconds in the function, of {requests} traces: {inFunction / requests:0.00}, of these {calls}"));
        }
    }

    private static IEnumerable<JsonObject> Below(JsonObject part) =>
        (part["subsegments"]?.AsArray() ?? []).OfType<JsonObject>().SelectMany(child => Below(child).Prepend(child));

    private static double Milliseconds(JsonObject part) =>
        part["end_time"] is { } end ? ((double)end - (double)part["start_time"]!) * 1000 : 0;
}
