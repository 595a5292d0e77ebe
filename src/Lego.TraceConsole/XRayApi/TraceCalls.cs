using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.XRayApi;

/// <summary>GetTraceSummaries and BatchGetTraces.</summary>
internal sealed class TraceCalls(TraceStore store, TraceSearch search, GroupConditions groups)
{
    /// <summary>Ids in one call; seen in the service's answers, not promised by AWS.</summary>
    public const int MaxTraceIds = 5;

    public TraceSummariesResponse Summaries(TraceSummariesRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = Demand.Range(request.StartTime, request.EndTime);
        var kind = TimeKindOf(request.TimeRangeType);
        var filter = string.IsNullOrEmpty(request.FilterExpression) ? null : groups.Query(request.FilterExpression, "FilterExpression");
        TraceCursor? after = null;
        if (!string.IsNullOrEmpty(request.NextToken) && !TraceCursor.TryParse(request.NextToken, out after))
        {
            throw Demand.BadToken();
        }

        var share = ShareOf(request);
        var page = search.Find(
            new TraceSearchQuery(from, to)
            {
                TimeKind = kind,
                Condition = filter?.Condition ?? TraceCondition.Any,
                Predicate = filter?.Predicate,
                After = after,
            },
            cancellationToken);
        var summaries = page.Traces.Where(trace => share >= 1 || IsDrawn(trace.Id, share))
            .Select(trace => SummaryItems.Of(trace, kind == TraceTimeKind.Updated));
        return new TraceSummariesResponse([.. summaries], SummaryItems.Time(page.Next?.Time ?? from), page.Scanned, page.Next?.ToString());
    }

    /// <summary>Unknown traces are left out.</summary>
    public BatchGetTracesResponse Batch(TraceIdsRequest request)
    {
        Demand.NoToken(request.NextToken);
        var traces = new List<TraceItem>();
        foreach (var id in Demand.TraceIds(request.TraceIds, MaxTraceIds))
        {
            if (store.Find(id) is { } found)
            {
                var segments = TraceFolding.Fold(found.Trace).Select(segment => new SegmentItem(segment.Id, segment.Document));
                traces.Add(new TraceItem(id, SummaryItems.Time(found.Trace.Duration), found.LimitExceeded, [.. segments]));
            }
        }

        return new BatchGetTracesResponse(traces, []);
    }

    private static TraceTimeKind TimeKindOf(string? name) => name switch
    {
        null or "TraceId" => TraceTimeKind.Start,
        "Event" => TraceTimeKind.Updated,
        "Service" => TraceTimeKind.End,
        _ => throw XRayApiException.Invalid("TimeRangeType must be TraceId, Event or Service."),
    };

    /// <summary>Every search looks at all traces, so that a partial scan is a whole one.</summary>
    private static double ShareOf(TraceSummariesRequest request)
    {
        var strategy = request.SamplingStrategy;
        Demand.Optional(strategy?.Value, "SamplingStrategy.Value", 0d, 1d);
        return strategy?.Name switch
        {
            null or "PartialScan" => 1,
            "FixedRate" when request.Sampling == true => strategy.Value ?? throw Demand.Missing("SamplingStrategy.Value"),
            "FixedRate" => 1,
            _ => throw XRayApiException.Invalid("SamplingStrategy.Name must be PartialScan or FixedRate."),
        };
    }

    /// <summary>The same traces for the same rate, on whatever page they are.</summary>
    private static bool IsDrawn(string traceId, double share)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(traceId));
        return BinaryPrimitives.ReadUInt32LittleEndian(hash) < share * uint.MaxValue;
    }
}
