using System.Net;
using System.Text.Json.Nodes;
using Lego.Operations.XRay;

namespace Lego.Operations.Logs;

/// <summary>The log lines that the trace console keeps with a trace.</summary>
internal sealed class ConsoleLogs(HttpClient http, Uri console) : ILogSource
{
    public async Task<IReadOnlyList<string>> LinesAsync(
        TraceDocuments trace, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(console, "/api/traces/" + trace.Id), cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return [];
            }

            response.EnsureSuccessStatusCode();
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return [.. (answer?["logLines"] as JsonArray ?? []).Select(line => (string?)line).OfType<string>()];
        }
        catch (HttpRequestException exception)
        {
            throw new OperationsException($"The trace console at {console} could not be asked for log lines: {exception.Message}", exception);
        }
    }
}
