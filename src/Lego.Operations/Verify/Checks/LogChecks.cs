using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Operations.Logs;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify.Checks;

/// <summary>From a trace one gets to its log lines, and they carry its id.</summary>
internal sealed class LogChecks(VerifiedRun run, ILogSource logs)
{
    private readonly Dictionary<string, IReadOnlyList<string>> _lines = [];

    /// <summary>The lines that were found so far.</summary>
    public IEnumerable<string> Lines => _lines.Values.SelectMany(lines => lines);

    /// <summary>Looks for the lines of one trace of each function, and of each trace of an error.</summary>
    public async Task<Check> LinkedAsync(DateTimeOffset to, CancellationToken cancellationToken)
    {
        var traces = run.Story.GroupBy(step => step.Function).Select(steps => steps.First()).Concat(run.Errors)
            .Select(step => (step.Function, Trace: run.Traces.GetValueOrDefault(step.TraceId))).Where(one => one.Trace is not null).ToList();
        foreach (var (_, trace) in traces.Where(one => !_lines.ContainsKey(one.Trace!.Id)))
        {
            var lines = await logs.LinesAsync(trace!, run.Started, to, cancellationToken);
            if (lines.Any(line => Carries(line, trace!)))
            {
                _lines[trace!.Id] = lines;
            }
        }

        var missing = traces.Where(one => !_lines.ContainsKey(one.Trace!.Id)).Select(one => one.Function).Distinct().ToList();
        var expected = $"lines with the id of {traces.Count} traces";
        if (traces.Count == 0)
        {
            return Check.Gap("log lines", "lines with the ids of traces", "no trace", "There is no trace to look for log lines of: see the row traces.");
        }

        return missing.Count == 0
            ? Check.Good("log lines", expected, $"{Lines.Count()} lines")
            : Check.Gap(
                "log lines", expected, $"of {traces.Count - missing.Count} traces",
                $"No log line with the trace's id is found for {string.Join(", ", missing)}: the function's segment must name its log group, "
                + "LOG_LEVEL must not be above INFO, and the function must be allowed to write its log.");
    }

    private static bool Carries(string line, TraceDocuments trace)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject json && TraceDocuments.Text(json, "traceId") == trace.Id;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
