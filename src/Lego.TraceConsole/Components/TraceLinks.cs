using Lego.TraceConsole.Filters.Syntax;
using Lego.TraceConsole.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Lego.TraceConsole.Components;

/// <summary>Links to the traces behind a number: a filter expression and a time range.</summary>
internal static class TraceLinks
{
    public static string Of(string filter, TimeRange range) =>
        QueryHelpers.AddQueryString("/traces", new Dictionary<string, string?> { ["q"] = filter.Length > 0 ? filter : null, ["range"] = range.Key });

    /// <summary>Traces that passed the service; of a client, which no trace passes, those that came from it.</summary>
    public static string Filter(GraphService service) => service.IsClient
        ? $"edge({Selector(service)}, {FilterWriter.Quote(service.Name)})"
        : $"service({Selector(service)})";

    public static string Filter(GraphEdge edge) => edge.Source.IsClient
        ? $"edge({Selector(edge.Source)}, {FilterWriter.Quote(edge.Target.Name)})"
        : $"edge({FilterWriter.Quote(edge.Source.Name)}, {FilterWriter.Quote(edge.Target.Name)})";

    private static string Selector(GraphService service) => string.IsNullOrEmpty(service.Type)
        ? $"id(name: {FilterWriter.Quote(service.Name)})"
        : $"id(name: {FilterWriter.Quote(service.Name)}, type: {FilterWriter.Quote(service.Type)})";
}
