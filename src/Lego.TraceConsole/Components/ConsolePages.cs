using Lego.TraceConsole.Api;
using Lego.TraceConsole.Components.List;
using Lego.TraceConsole.Components.Map;
using Lego.TraceConsole.Components.Overview;
using Lego.TraceConsole.Components.Sampling;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lego.TraceConsole.Components;

/// <summary>Which page answers which path. Pages are rendered on the server once per request; nothing runs in the browser but a small script.</summary>
internal static class ConsolePages
{
    // Texts from traces are escaped; should one slip through, the browser still runs and loads nothing but our own files.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void AddConsolePages(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddRazorComponents();
        services.Configure<KeyManagementOptions>(keys =>
        {
            keys.XmlRepository = new NoStoredKeys();
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
        // A page on another host that resolves its name to this machine must not be able to read traces.
        services.AddHostFiltering(filter => filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
    }

    public static void MapConsolePages(this WebApplication application)
    {
        application.UseHostFiltering();
        application.Use(AddHeaders);
        application.MapGet("/", (Delegate)ListAsync);
        application.MapGet("/traces", (Delegate)ListAsync);
        application.MapGet("/traces/{id}", DetailAsync);
        application.MapGet("/traces/{id}/rows/{node}", Row);
        application.MapGet("/map", (Delegate)MapAsync<MapPage>);
        application.MapGet("/map/fragment", (Delegate)MapAsync<MapFragment>);
        application.MapGet("/dashboard", (Delegate)DashboardAsync<DashboardPage>);
        application.MapGet("/dashboard/fragment", (Delegate)DashboardAsync<DashboardFragment>);
        application.MapSamplingPage();
        application.MapGet("/assets/{name}", StaticAssets.Serve);
        application.MapFallback(() => NotFound(null));
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        // With "no-referrer" browsers say of our own forms that they come from nowhere, as they do of those of other pages.
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return next(context);
    }

    private static async Task<IResult> ListAsync(HttpContext context)
    {
        await context.SeeAllReceivedAsync();
        var view = ListView.Read(context.Request.Query);
        var content = TraceListing.Read(
            view, context.Service<TimeProvider>().GetUtcNow(), context.Service<TraceStore>(), context.Service<TraceSearch>(),
            context.Service<KnownNamesReader>());
        return new RazorComponentResult<TracesPage>(new Dictionary<string, object?>
        {
            [nameof(TracesPage.View)] = view, [nameof(TracesPage.Content)] = content,
        });
    }

    private static async Task<IResult> DetailAsync(string id, HttpContext context)
    {
        await context.SeeAllReceivedAsync();
        var store = context.Service<TraceStore>();
        if (!TraceIds.TryNormalize(id, out var traceId) || store.Find(traceId) is not { } stored)
        {
            return NotFound(id);
        }

        var lines = store.LogLines(traceId, RequestIds.Of(stored.Trace), DetailView.MaxLogLines);
        var view = new DetailView(stored, TraceSummarizer.Summarize(stored.Trace, stored.LimitExceeded), lines);
        return new RazorComponentResult<DetailPage>(new Dictionary<string, object?> { [nameof(DetailPage.View)] = view });
    }

    private static IResult Row(string id, string node, HttpContext context)
    {
        var stored = TraceIds.TryNormalize(id, out var traceId) ? context.Service<TraceStore>().Find(traceId) : null;
        var row = stored is null ? null : new WaterfallView(stored.Trace).Rows.FirstOrDefault(row => row.Node.Entity.Id == node);
        return row is null
            ? NotFound(id)
            : new RazorComponentResult<RowDetails>(new Dictionary<string, object?>
            {
                [nameof(RowDetails.Row)] = row, [nameof(RowDetails.Trace)] = stored!.Trace,
            });
    }

    private static async Task<IResult> MapAsync<TComponent>(HttpContext context)
        where TComponent : IComponent
    {
        await context.SeeAllReceivedAsync();
        var range = TimeRange.Read(context.Request.Query["range"], TimeRange.Hour);
        var (from, to) = range.Until(context.Service<TimeProvider>().GetUtcNow());
        var view = MapView.Of(context.Service<ServiceGraphReader>().Read(from, to), range);
        return new RazorComponentResult<TComponent>(new Dictionary<string, object?> { [nameof(MapPage.View)] = view });
    }

    private static async Task<IResult> DashboardAsync<TComponent>(HttpContext context)
        where TComponent : IComponent
    {
        await context.SeeAllReceivedAsync();
        var view = DashboardView.Read(
            TimeRange.Read(context.Request.Query["range"], TimeRange.Hour), context.Service<TimeProvider>().GetUtcNow(),
            context.Service<TraceCountsReader>(), context.Service<ServiceStatisticsReader>(), context.Service<ServiceGraphReader>());
        return new RazorComponentResult<TComponent>(new Dictionary<string, object?> { [nameof(DashboardPage.View)] = view });
    }

    private static RazorComponentResult<NotFoundPage> NotFound(string? traceId) =>
        new(new Dictionary<string, object?> { [nameof(NotFoundPage.TraceId)] = traceId }) { StatusCode = StatusCodes.Status404NotFound };
}
