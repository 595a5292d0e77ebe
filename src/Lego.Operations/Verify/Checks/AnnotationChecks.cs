using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify.Checks;

/// <summary>What the specification wants to be searchable is found by a filter expression.</summary>
internal sealed class AnnotationChecks(VerifiedRun run, XRayClient xray)
{
    /// <summary>The keys, those of every request first.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "userId", "method", "path", "functionName", "coldStart", "errorType", "mocId", "fileId", "fileCount", "imageId", "albumId", "itemId",
        "itemCount", "partsListId", "rowCount", "searchSource", "status",
    ];

    /// <summary>The filter expression that finds the traces with a value.</summary>
    public static string Filter(string key, JsonNode value) => $"annotation.{key} = {value.GetValueKind() switch
    {
        JsonValueKind.String => $"\"{((string)value!).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        _ => value.ToJsonString(),
    }}";

    /// <summary>Takes a value that a trace of the run has, and searches for it.</summary>
    public async Task<Check> FindsAsync(string key, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var name = $"annotation {key}";
        var holders = run.Traces.Values.SelectMany(trace => trace.Annotations.Where(one => one.Key == key).Select(one => (trace.Id, one.Value))).ToList();
        if (holders.Count == 0)
        {
            return Check.Gap(
                name, "searchable", "in no trace", $"No trace of the run has the annotation {key}: the functions that set it were not traced, or failed before they did.");
        }

        var (id, value) = holders[0];
        // With the run's own id beside it, so that a busy stage answers with a few traces.
        var filter = $"{Filter(key, value)} AND {Filter("correlationId", run.CorrelationId)}";
        var found = await xray.SummariesAsync(run.Started, to, filter, cancellationToken);
        return found.Any(summary => summary.Id == id)
            ? Check.Good(name, "searchable", $"{found.Count} by {value.ToJsonString()}")
            : Check.Gap(
                name, "searchable", $"not found by {value.ToJsonString()}",
                $"The trace {id} has the annotation {key} but the search for {filter} does not find it: it is beyond the 50 indexed annotations, or not indexed yet.");
    }
}
