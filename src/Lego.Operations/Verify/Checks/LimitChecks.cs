using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify.Checks;

/// <summary>Traces keep X-Ray's limits, beyond which it drops data without a word. Source: AWS X-Ray developer guide, "Segment documents".</summary>
internal static class LimitChecks
{
    private const int MostAnnotations = 50;
    private const int LongestKey = 500;
    private const int LongestText = 1_000;

    public static Check Of(VerifiedRun run)
    {
        var problems = run.Traces.Values.SelectMany(Problems).ToList();
        var most = run.Traces.Values.Select(trace => trace.Annotations.Count()).DefaultIfEmpty(0).Max();
        var expected = $"at most {MostAnnotations} annotations a trace, nothing dropped";
        return problems.Count == 0
            ? Check.Good("limits", expected, $"at most {most}")
            : Check.Gap("limits", expected, $"{problems.Count} beyond", $"{string.Join("; ", problems.Take(5))}: annotate less, or put it into metadata.");
    }

    private static IEnumerable<string> Problems(TraceDocuments trace)
    {
        var count = trace.Annotations.Count();
        if (count > MostAnnotations)
        {
            yield return $"the trace {trace.Id} has {count} annotations";
        }

        if (trace.LimitExceeded)
        {
            yield return $"X-Ray dropped data of the trace {trace.Id}, which is too large";
        }

        foreach (var (key, value) in trace.Annotations)
        {
            // AWS's own keys, such as aws:api_id, are not ours to keep.
            if (!key.StartsWith("aws", StringComparison.Ordinal) && (key.Length > LongestKey || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')))
            {
                yield return $"the annotation {key} of {trace.Id} cannot be searched by its name";
            }

            if (value is JsonValue text && text.GetValueKind() == JsonValueKind.String && ((string)text!).Length > LongestText)
            {
                yield return $"the annotation {key} of {trace.Id} is longer than {LongestText} characters";
            }
        }
    }
}
