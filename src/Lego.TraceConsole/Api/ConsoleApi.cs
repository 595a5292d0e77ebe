using System.Globalization;
using System.Text.Json;
using Lego.TraceConsole.Ingest;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Api;

/// <summary>What the pages show, as JSON for tests and scripts.</summary>
internal static class ConsoleApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 1000;

    public static void MapConsoleApi(this WebApplication application)
    {
        application.MapGet("/api/stats", StatsAsync);
        application.MapGet("/api/traces", ListAsync);
        application.MapGet("/api/traces/{id}", FindAsync);
    }

    private static async Task StatsAsync(HttpContext context)
    {
        await context.SeeAllReceivedAsync();
        var size = context.Service<TraceStore>().Size();
        var counters = context.Service<IngestCounters>();
        var lost = context.Service<TraceConsoleServer>().LostDatagrams;
        await WriteAsync(context, json => StatsWriter.Write(json, counters, lost, size));
    }

    private static async Task ListAsync(HttpContext context)
    {
        var asked = context.Request.Query["limit"].ToString();
        if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
        {
            limit = DefaultLimit;
            if (asked.Length > 0)
            {
                await RefuseAsync(context, StatusCodes.Status400BadRequest, $"limit must be a whole number from 1 to {MaxLimit}");
                return;
            }
        }

        await context.SeeAllReceivedAsync();
        var query = new TraceQuery { Text = context.Request.Query["q"].ToString(), Limit = Math.Clamp(limit, 1, MaxLimit) };
        var page = context.Service<TraceStore>().List(query);
        await WriteAsync(context, json => TraceWriter.WriteList(json, page));
    }

    private static async Task FindAsync(HttpContext context)
    {
        await context.SeeAllReceivedAsync();
        var store = context.Service<TraceStore>();
        if (!TraceIds.TryNormalize(context.Request.RouteValues["id"]?.ToString(), out var id) || store.Find(id) is not { } found)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "no trace with this id");
            return;
        }

        var lines = store.LogLines(id, RequestIds.Of(found.Trace), MaxLimit);
        await WriteAsync(context, json => TraceWriter.Write(json, found, lines));
    }

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteString("message"u8, message);
            json.WriteEndObject();
        });
    }

    internal static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        write(json);
    }
}
