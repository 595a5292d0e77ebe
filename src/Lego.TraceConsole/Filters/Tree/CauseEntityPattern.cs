using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Tree;

internal sealed record CauseEntityPattern(string? Name, bool? Remote, double? Coverage, ValueList<CauseExceptionPattern>? Exceptions)
{
    public bool Fits(RootCauseEntity entity) =>
        (Name is null || entity.Name == Name)
        && (Remote is null || entity.Remote == Remote)
        && (Coverage is null || entity.Coverage.Equals(Coverage))
        && CausePattern.AllFit(Exceptions, entity.Exceptions, (pattern, exception) => pattern.Fits(exception));
}
