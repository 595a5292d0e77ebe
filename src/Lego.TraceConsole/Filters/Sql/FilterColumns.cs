using Lego.TraceConsole.Filters.Tree;
using static Lego.TraceConsole.Filters.Sql.StoreNames;

namespace Lego.TraceConsole.Filters.Sql;

/// <summary>What the store knows of a keyword at a place, as SQL; null for what only the documents tell.</summary>
internal static class FilterColumns
{
    /// <summary>Alias of the row that is asked inside of braces.</summary>
    public const string Row = "v";

    private const string Position = Row + "." + RowPosition;
    private const string VisitServiceId = Row + "." + VisitService;

    // The outcome of the root is that of the first visit that is one.
    private const string Roots = $"FROM {Visits} r WHERE r.{RowTrace} = {TraceKey} AND r.{VisitIsRoot}";
    private const string RootThrottle = $"coalesce((SELECT r.{RowThrottle} {Roots} ORDER BY r.{RowPosition} LIMIT 1), 1)";

    // The two types that a node is given that was inferred from a call with the namespace "remote".
    private const string RemoteServices = $"SELECT {ServiceId} FROM {Services} WHERE {ServiceType} IN ('remote', 'Database::SQL')";

    /// <summary>An expression that is never NULL.</summary>
    public static string? Flag(FilterPlaces place, FilterKeyword keyword) => (place, keyword) switch
    {
        (FilterPlaces.Trace, FilterKeyword.Ok) =>
            $"(NOT {TraceError} AND NOT {TraceFault} AND (NOT {TraceThrottle} OR NOT {RootThrottle}))",
        (FilterPlaces.Trace, FilterKeyword.Error) => TraceError,
        (FilterPlaces.Trace, FilterKeyword.Throttle) => TraceThrottle,
        (FilterPlaces.Trace, FilterKeyword.Fault) => TraceFault,
        (FilterPlaces.Trace, FilterKeyword.Partial) => TracePartial,
        (FilterPlaces.Trace, _) => null,
        (_, FilterKeyword.Ok) => $"(NOT {Row}.{RowError} AND NOT {Row}.{RowFault} AND NOT {Row}.{RowThrottle})",
        (_, FilterKeyword.Error) => $"{Row}.{RowError}",
        (_, FilterKeyword.Throttle) => $"{Row}.{RowThrottle}",
        (_, FilterKeyword.Fault) => $"{Row}.{RowFault}",
        (_, FilterKeyword.Partial) => $"({Row}.{RowResponseTime} IS NULL)",
        (_, FilterKeyword.First) => $"({Position} = 0)",
        (_, FilterKeyword.Last) => $"({Position} = (SELECT max(l.{RowPosition}) FROM {TableOf(place)} l WHERE l.{RowTrace} = {TraceKey}))",
        (FilterPlaces.Service, FilterKeyword.Inferred) => $"{Row}.{VisitInferred}",
        (FilterPlaces.Service, FilterKeyword.Remote) => $"({Row}.{VisitInferred} AND {VisitServiceId} IN ({RemoteServices}))",
        (FilterPlaces.Service, FilterKeyword.Root) => $"{Row}.{VisitIsRoot}",
        _ => null,
    };

    public static string? Number(FilterPlaces place, FilterKeyword keyword) => (place, keyword) switch
    {
        (FilterPlaces.Trace, FilterKeyword.ResponseTime) => TraceResponseTime,
        (FilterPlaces.Trace, FilterKeyword.Duration) => TraceDuration,
        (FilterPlaces.Trace, FilterKeyword.HttpStatus) => TraceHttpStatus,
        (FilterPlaces.Trace, _) => null,
        (_, FilterKeyword.ResponseTime) => $"{Row}.{RowResponseTime}",
        (_, FilterKeyword.HttpStatus) => $"{Row}.{RowHttpStatus}",
        (_, FilterKeyword.Index) => Position,
        _ => null,
    };

    public static string? Text(FilterPlaces place, FilterKeyword keyword) => (place, keyword) switch
    {
        (FilterPlaces.Trace, FilterKeyword.HttpUrl) => TraceHttpUrl,
        (FilterPlaces.Trace, FilterKeyword.HttpMethod) => TraceHttpMethod,
        (FilterPlaces.Trace, FilterKeyword.HttpUserAgent) => TraceUserAgent,
        (FilterPlaces.Trace, FilterKeyword.HttpClientIp) => TraceClientIp,
        _ => null,
    };

    /// <summary>Columns of the service that is visited or called.</summary>
    public static string? TextOfService(FilterPlaces place, FilterKeyword keyword) => (place, keyword) switch
    {
        (FilterPlaces.Trace, _) => null,
        (_, FilterKeyword.Name) => ServiceName,
        (_, FilterKeyword.Type) => ServiceType,
        _ => null,
    };

    public static string TableOf(FilterPlaces place) => place == FilterPlaces.Service ? Visits : Calls;

    public static string ServiceOf(FilterPlaces place) => place == FilterPlaces.Service ? VisitServiceId : $"{Row}.{CallTarget}";
}
