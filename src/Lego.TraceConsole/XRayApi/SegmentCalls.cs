using Lego.TraceConsole.Ingest;

namespace Lego.TraceConsole.XRayApi;

/// <summary>What senders of traces call.</summary>
internal sealed class SegmentCalls(SegmentIntake intake)
{
    private const int MaxDocuments = 1_000;
    private const int MaxRecords = 100;

    /// <summary>Answers well whatever the documents are worth; those that were refused are named.</summary>
    public PutTraceSegmentsResponse Put(PutTraceSegmentsRequest request)
    {
        var refused = new List<UnprocessedSegment>();
        foreach (var document in Demand.List(request.TraceSegmentDocuments, "TraceSegmentDocuments", MaxDocuments))
        {
            if (intake.Add(document) is not { } segment)
            {
                continue;
            }

            if (segment.ErrorCode == nameof(Model.RejectReason.QueueFull))
            {
                // To send again what was taken already does no harm: the first finished version counts.
                throw XRayApiException.Throttled("More documents come in than can be stored.");
            }

            refused.Add(new UnprocessedSegment(segment.Id, segment.ErrorCode, segment.Message));
        }

        return new PutTraceSegmentsResponse(refused);
    }

    /// <summary>What daemons say of themselves is checked and not kept.</summary>
    public static EmptyResponse PutTelemetry(PutTelemetryRecordsRequest request)
    {
        Demand.List(request.TelemetryRecords, "TelemetryRecords", MaxRecords);
        Demand.Optional(request.EC2InstanceId, "EC2InstanceId", 20, min: 0);
        Demand.Optional(request.Hostname, "Hostname", 255, min: 0);
        Demand.Optional(request.ResourceARN, "ResourceARN", 500, min: 0);
        return new EmptyResponse();
    }
}
