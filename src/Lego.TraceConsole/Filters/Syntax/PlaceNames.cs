using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

internal static class PlaceNames
{
    private static readonly (FilterPlaces Place, string Name)[] Names =
    [
        (FilterPlaces.Trace, "outside of braces"),
        (FilterPlaces.Service, "in service() { }"),
        (FilterPlaces.Edge, "in edge() { }"),
        (FilterPlaces.CauseService, "in rootcause.fault.service { }"),
        (FilterPlaces.CauseEntity, "in rootcause.fault.entity { }"),
        (FilterPlaces.SlowEntity, "in rootcause.responsetime.entity { }"),
        (FilterPlaces.CauseException, "in rootcause.fault.exception { }"),
    ];

    /// <summary>Faults stand for errors, too.</summary>
    public static string Of(FilterPlaces places) =>
        FilterErrors.OneOf([.. Names.Where(entry => places.HasFlag(entry.Place)).Select(entry => entry.Name)]);
}
