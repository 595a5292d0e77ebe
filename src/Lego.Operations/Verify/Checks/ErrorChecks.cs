using System.Text.Json.Nodes;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify.Checks;

/// <summary>A failed request's trace says what went wrong: the outcome, the kind of exception, its message and its stack.</summary>
internal static class ErrorChecks
{
    private static readonly string[] Told = ["type", "message"];

    public static IEnumerable<Check> Of(VerifiedRun run) => run.Errors.Select(step =>
    {
        var name = $"error trace: {step.Expected} of {step.Function}";
        const string Expected = "error with type, message and stack";
        if (step.Status != step.Expected)
        {
            return Check.Gap(name, Expected, $"status {step.Status}", $"{step.Function} answered {step.Status} instead of {step.Expected}; its log says why.");
        }

        if (!run.Traces.TryGetValue(step.TraceId, out var trace) || trace.Root is not { } root)
        {
            return Check.Gap(name, Expected, "no trace", $"The trace {step.TraceId} did not arrive: see the row traces.");
        }

        var missing = Missing(root, trace).ToList();
        return missing.Count == 0
            ? Check.Good(name, Expected, (string?)trace.Exceptions.First()["type"] ?? "")
            : Check.Gap(
                name, Expected, "no " + string.Join(", no ", missing),
                $"The trace {step.TraceId} lacks {string.Join(", ", missing)}: a handler must let the exception pass to its base class, which records it.");
    });

    private static IEnumerable<string> Missing(JsonObject root, TraceDocuments trace)
    {
        if ((bool?)root["error"] != true)
        {
            yield return "error flag";
        }

        var exceptions = trace.Exceptions.ToList();
        foreach (var member in Told.Where(member => !exceptions.Any(one => !string.IsNullOrEmpty(TraceDocuments.Text(one, member)))))
        {
            yield return member;
        }

        if (!exceptions.Any(one => one["stack"] is JsonArray { Count: > 0 } stack && stack.All(frame => frame?["label"] is not null)))
        {
            yield return "stack";
        }
    }
}
