using System.Text.Json.Serialization.Metadata;
using Lego.TraceConsole.Api;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.XRayApi;

/// <summary>
/// The HTTP API of AWS X-Ray, so that its command line and SDK clients work with the console. Source: AWS X-Ray API reference.
/// </summary>
internal static class XRayEndpoints
{
    public static void AddXRayApi(this IServiceCollection services, StoreFile file, TimeProvider clock)
    {
        services.AddSingleton(new GroupStore(file)).AddSingleton(new SamplingRuleStore(file, clock));
        services.AddSingleton<SamplingClients>().AddSingleton<GroupConditions>();
        services.AddSingleton<SegmentCalls>().AddSingleton<TraceCalls>().AddSingleton<GraphCalls>().AddSingleton<GroupCalls>();
        services.AddSingleton<SamplingRuleCalls>().AddSingleton<SamplingTargetCalls>();
    }

    public static void MapXRayApi(this WebApplication application)
    {
        var services = application.Services;
        application.MapSegments(services.GetRequiredService<SegmentCalls>());
        application.MapReads(services.GetRequiredService<TraceCalls>(), services.GetRequiredService<GraphCalls>());
        application.MapGroups(services.GetRequiredService<GroupCalls>());
        application.MapSampling(services.GetRequiredService<SamplingRuleCalls>(), services.GetRequiredService<SamplingTargetCalls>());
        application.MapOthers();
    }

    private static void MapSegments(this WebApplication application, SegmentCalls calls)
    {
        var json = XRayJson.Relaxed;
        application.Map("/TraceSegments", json.PutTraceSegmentsRequest, json.PutTraceSegmentsResponse, (request, _) => calls.Put(request));
        application.Map(
            "/TelemetryRecords", json.PutTelemetryRecordsRequest, json.EmptyResponse, (request, _) => SegmentCalls.PutTelemetry(request));
    }

    private static void MapReads(this WebApplication application, TraceCalls traces, GraphCalls graphs)
    {
        var json = XRayJson.Relaxed;
        application.MapRead("/TraceSummaries", json.TraceSummariesRequest, json.TraceSummariesResponse, traces.Summaries);
        application.MapRead("/Traces", json.TraceIdsRequest, json.BatchGetTracesResponse, (request, _) => traces.Batch(request));
        application.MapRead("/ServiceGraph", json.ServiceGraphRequest, json.ServiceGraphResponse, graphs.ServiceGraph);
        application.MapRead("/TraceGraph", json.TraceIdsRequest, json.TraceGraphResponse, (request, _) => graphs.TraceGraph(request));
        application.MapRead("/TimeSeriesServiceStatistics", json.TimeSeriesRequest, json.TimeSeriesResponse, graphs.TimeSeries);
    }

    private static void MapGroups(this WebApplication application, GroupCalls calls)
    {
        var json = XRayJson.Relaxed;
        application.Map("/Groups", json.PagedRequest, json.GroupsResponse, (request, _) => calls.All(request));
        application.Map("/GetGroup", json.GroupRequest, json.GroupResponse, (request, _) => calls.Get(request));
        application.Map("/CreateGroup", json.GroupRequest, json.GroupResponse, (request, _) => calls.Create(request));
        application.Map("/UpdateGroup", json.GroupRequest, json.GroupResponse, (request, _) => calls.Update(request));
        application.Map("/DeleteGroup", json.GroupRequest, json.EmptyResponse, (request, _) => calls.Delete(request));
    }

    private static void MapSampling(this WebApplication application, SamplingRuleCalls rules, SamplingTargetCalls targets)
    {
        var json = XRayJson.Relaxed;
        application.Map("/GetSamplingRules", json.PagedRequest, json.SamplingRulesResponse, (request, _) => rules.All(request));
        application.Map(
            "/CreateSamplingRule", json.CreateSamplingRuleRequest, json.SamplingRuleResponse, (request, _) => rules.Create(request));
        application.Map(
            "/UpdateSamplingRule", json.UpdateSamplingRuleRequest, json.SamplingRuleResponse, (request, _) => rules.Update(request));
        application.Map(
            "/DeleteSamplingRule", json.DeleteSamplingRuleRequest, json.SamplingRuleResponse, (request, _) => rules.Delete(request));
        application.Map(
            "/SamplingTargets", json.SamplingTargetsRequest, json.SamplingTargetsResponse, (request, _) => targets.Targets(request));
        application.Map(
            "/SamplingStatisticSummaries", json.PagedRequest, json.StatisticSummariesResponse, (request, _) => targets.Summaries(request));
    }

    /// <summary>Nothing is encrypted, nothing is found by itself, and traces stay here.</summary>
    private static void MapOthers(this WebApplication application)
    {
        var json = XRayJson.Relaxed;
        application.Map(
            "/EncryptionConfig", json.EmptyRequest, json.EncryptionConfigResponse,
            (_, _) => new EncryptionConfigResponse(new EncryptionConfig("ACTIVE", "NONE")));
        application.Map(
            "/GetTraceSegmentDestination", json.EmptyRequest, json.TraceSegmentDestinationResponse,
            (_, _) => new TraceSegmentDestinationResponse("XRay", "ACTIVE"));
        application.Map(
            "/InsightSummaries", json.EmptyRequest, json.InsightSummariesResponse, (_, _) => new InsightSummariesResponse([]));
        (string Path, string Operation)[] unsupported =
        [
            ("/PutEncryptionConfig", "PutEncryptionConfig"), ("/Insight", "GetInsight"), ("/InsightEvents", "GetInsightEvents"),
            ("/InsightImpactGraph", "GetInsightImpactGraph"), ("/UpdateTraceSegmentDestination", "UpdateTraceSegmentDestination"),
            ("/ListTagsForResource", "ListTagsForResource"), ("/TagResource", "TagResource"), ("/UntagResource", "UntagResource"),
        ];
        foreach (var (path, operation) in unsupported)
        {
            application.Map<EmptyRequest, EmptyResponse>(
                path, json.EmptyRequest, json.EmptyResponse, (_, _) => throw XRayApiException.NotSupported(operation));
        }
    }

    private static void Map<TRequest, TResponse>(
        this WebApplication application, string path, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response,
        Func<TRequest, CancellationToken, TResponse> answer) =>
        application.MapPost(path, (RequestDelegate)(context => XRayCall.RunAsync(context, request, response, answer)));

    /// <summary>For calls that see what was sent before them.</summary>
    private static void MapRead<TRequest, TResponse>(
        this WebApplication application, string path, JsonTypeInfo<TRequest> request, JsonTypeInfo<TResponse> response,
        Func<TRequest, CancellationToken, TResponse> answer) =>
        application.MapPost(path, (RequestDelegate)(async context =>
        {
            await context.SeeAllReceivedAsync();
            await XRayCall.RunAsync(context, request, response, answer);
        }));
}
