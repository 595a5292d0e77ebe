namespace Lego.Operations.Verify.Checks;

/// <summary>Each call has a whole trace, which is found by what a user would search for.</summary>
internal static class TraceChecks
{
    public static Check AllFound(VerifiedRun run)
    {
        var steps = run.Steps.ToList();
        var missing = steps.Where(step => !run.Traces.ContainsKey(step.TraceId)).Select(step => step.Function).Distinct().ToList();
        var partial = steps.Where(step => run.Traces.TryGetValue(step.TraceId, out var trace) && !trace.IsComplete)
            .Select(step => step.Function).Distinct().ToList();
        var unfound = steps.Where(step => run.Traces.ContainsKey(step.TraceId) && !run.Found.Contains(step.TraceId))
            .Select(step => step.Function).Distinct().ToList();
        var expected = $"{steps.Count} traces, found by annotation.correlationId";
        if (missing.Count + partial.Count + unfound.Count == 0)
        {
            return Check.Good("traces", expected, $"{steps.Count} traces");
        }

        var found = steps.Count(step => run.Found.Contains(step.TraceId) && run.Traces.TryGetValue(step.TraceId, out var trace) && trace.IsComplete);
        List<string> sentences = [];
        if (missing.Count > 0)
        {
            sentences.Add($"No trace of {string.Join(", ", missing)}: is active tracing on, and may the function call xray:PutTraceSegments?");
        }

        if (partial.Count > 0)
        {
            sentences.Add(
                $"The trace of {string.Join(", ", partial)} lacks the function's segment or its root subsegment: look for tracing warnings in its log, or wait longer with --timeout.");
        }

        if (unfound.Count > 0)
        {
            sentences.Add($"The trace of {string.Join(", ", unfound)} is there but not found by its correlation id: the annotation correlationId is missing or not indexed yet.");
        }

        return Check.Gap("traces", expected, $"{found} traces", string.Join(" ", sentences));
    }
}
