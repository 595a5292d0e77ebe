using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Tree;

/// <summary>
/// The shape of a root cause: what is given has to be equal, what is null may be anything. A list has as many items as are given.
/// Source: AWS X-Ray developer guide, "Refining root cause analytics".
/// </summary>
internal sealed record CausePattern(bool? ClientImpacting, ValueList<CauseServicePattern>? Services)
{
    public bool Fits(RootCause cause) =>
        (ClientImpacting is null || cause.ClientImpacting == ClientImpacting)
        && AllFit(Services, cause.Services, (pattern, service) => pattern.Fits(service));

    public static bool AllFit<TPattern, T>(ValueList<TPattern>? patterns, IReadOnlyList<T> items, Func<TPattern, T, bool> fits) =>
        patterns is null || (patterns.Count == items.Count && patterns.Zip(items, fits).All(fit => fit));
}
