namespace Lego.Operations.Verify.Checks;

/// <summary>Every function's traces show the calls that the catalog says it makes.</summary>
internal static class CallChecks
{
    public static IEnumerable<Check> Of(VerifiedRun run) => TracedDependency.All.Select(dependency => Of(run, dependency));

    private static Check Of(VerifiedRun run, TracedDependency dependency)
    {
        var callers = dependency.Callers.ToList();
        var missing = callers
            .Where(function => !run.TracesOf(function).Any(trace => dependency.IsCalledIn(trace) || dependency.IsPresignedIn(trace))).ToList();
        var name = $"calls: {dependency.Name}";
        var expected = $"in traces of {callers.Count} functions";
        return missing.Count == 0
            ? Check.Good(name, expected)
            : Check.Gap(
                name, expected, $"in traces of {callers.Count - missing.Count}",
                $"{dependency.Name} is missing in the traces of {(missing.Count == callers.Count ? "all functions that call it, " : "")}{string.Join(", ", missing)}: {dependency.Advice}.");
    }
}
