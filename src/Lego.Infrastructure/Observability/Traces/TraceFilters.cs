using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Traces;

/// <summary>Filter expressions for a stage's traces. Source: AWS X-Ray developer guide, "Using filter expressions".</summary>
/// <remarks>
/// A stage is told from another by the ARN of the function's segment: names of segments can only be compared as a whole outside of
/// braces, and behind an HTTP API the root of a trace has no URL. Errors are told by the annotation as well: a handler that answers 500
/// has served its invocation well as far as Lambda knows, so that the root of the trace shows no fault.
/// </remarks>
internal static class TraceFilters
{
    /// <summary>The slowest that one request of a hundred may be. Source: the targets of the API.</summary>
    public const double SlowSeconds = 2;

    public static string Stage(string stage) => Functions(stage, "");

    public static string Domain(string stage, FunctionDomain domain) =>
        string.Join(" OR ", domain.IdPrefixes.Select(prefix => Functions(stage, prefix)));

    public static string Errors(string stage) => $"{Stage(stage)} AND (annotation.errorType OR error OR throttle OR fault)";

    public static string Slow(string stage) => FormattableString.Invariant($"{Stage(stage)} AND responsetime > {SlowSeconds}");

    public static string Group(string name) => $"group.name = \"{name}\"";

    public static string FunctionErrors(string functionName) => $"service(\"{functionName}\") AND (annotation.errorType OR fault)";

    public static string FunctionThrottles(string functionName) => $"service(\"{functionName}\") {{ throttle }}";

    public static string FunctionSlow(string functionName, double seconds) =>
        FormattableString.Invariant($"service(\"{functionName}\") AND responsetime > {seconds}");

    private static string Functions(string stage, string idPrefix) => $"resource.arn CONTAINS \":function:{StageNames.Function(stage, idPrefix)}\"";
}
