using Lego.Operations.XRay;

namespace Lego.Operations.Verify.Checks;

/// <summary>The service map has a node for each dependency, and an edge to it from each function that calls it.</summary>
internal static class MapChecks
{
    private const string Function = "AWS::Lambda::Function";

    public static IReadOnlyList<Check> Of(VerifiedRun run, IReadOnlyList<ServiceItem> map) =>
        [.. TracedDependency.All.Select(dependency => Of(run, map, dependency))];

    private static Check Of(VerifiedRun run, IReadOnlyList<ServiceItem> map, TracedDependency dependency)
    {
        var names = run.Traces.Values.SelectMany(trace => trace.Calls).Where(dependency.IsCall).Select(call => call.Name).ToHashSet();
        var nodes = map.Where(service => dependency.IsNode(service, names)).ToList();
        var references = nodes.Select(node => node.ReferenceId).ToHashSet();
        var callers = dependency.Callers.Where(function => !OnlyPresigns(run, dependency, function)).ToList();
        var missing = callers.Where(function => !map.Any(service =>
            service.Type == Function && service.Name == run.Options.DeployedName(function)
            && (service.Edges ?? []).Any(edge => references.Contains(edge.ReferenceId)))).ToList();
        var name = $"map: {dependency.Name}";
        var expected = $"node with edges from {callers.Count} functions";
        if (nodes.Count == 0)
        {
            return Check.Gap(
                name, expected, "no node",
                $"The service map has no node of type {dependency.Type} for {dependency.Name}, which {callers.Count} functions call: {dependency.Advice}.");
        }

        var found = string.Join(", ", nodes.Select(node => node.Name).Distinct());
        return missing.Count == 0
            ? Check.Good(name, expected, found)
            : Check.Gap(
                name, expected, $"{found} with {callers.Count - missing.Count} edges",
                $"The service map has no edge to {dependency.Name} from {string.Join(", ", missing)}: {dependency.Advice}; or the map is behind, then wait longer with --timeout.");
    }

    private static bool OnlyPresigns(VerifiedRun run, TracedDependency dependency, string function)
    {
        var traces = run.TracesOf(function).ToList();
        return traces.Any(dependency.IsPresignedIn) && !traces.Any(dependency.IsCalledIn);
    }
}
