using System.Text.Json;
using Amazon.XRay.Recorder.Core.Internal.Entities;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;
using SampleDecision = Amazon.XRay.Recorder.Core.Sampling.SampleDecision;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>From a segment document of ours to the recorder's entities.</summary>
internal static class EntityReader
{
    internal static RecorderSubsegment Read(JsonElement json)
    {
        var traceId = json.GetProperty("trace_id").GetString()!;
        var parentId = json.GetProperty("parent_id").GetString()!;
        var document = ReadSubsegment(json, new FacadeSegment("Facade", traceId, parentId) { Sampled = SampleDecision.Sampled });
        MakeDocument(document, traceId, parentId);
        return document;
    }

    /// <summary>Makes a subsegment one that travels by itself.</summary>
    internal static void MakeDocument(RecorderSubsegment subsegment, string traceId, string parentId)
    {
        (subsegment.TraceId, subsegment.ParentId, subsegment.Type) = (traceId, parentId, "subsegment");
    }

    private static RecorderSubsegment ReadSubsegment(JsonElement json, Entity parent)
    {
        var subsegment = new RecorderSubsegment(json.GetProperty("name").GetString())
        {
            Id = json.GetProperty("id").GetString(),
            Parent = parent,
            RootSegment = parent.RootSegment,
            Sampled = SampleDecision.Sampled,
            IsInProgress = false,
            StartTime = json.GetProperty("start_time").GetDecimal(),
            EndTime = json.GetProperty("end_time").GetDecimal(),
            Namespace = json.TryGetProperty("namespace", out var space) ? space.GetString() : null,
        };
        if (json.TryGetProperty("cause", out var cause))
        {
            subsegment.AddException(new DescribedException(DescriptorReader.Read(cause)));
        }

        // After the cause: to the recorder every exception is a fault.
        subsegment.HasError = json.TryGetProperty("error", out _);
        subsegment.IsThrottled = json.TryGetProperty("throttle", out _);
        subsegment.HasFault = json.TryGetProperty("fault", out _);
        ReadBlocks(json, subsegment);
        if (json.TryGetProperty("subsegments", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                subsegment.Subsegments.Add(ReadSubsegment(child, subsegment));
            }
        }

        return subsegment;
    }

    private static void ReadBlocks(JsonElement json, RecorderSubsegment subsegment)
    {
        foreach (var (key, value) in Members(json, "annotations"))
        {
            subsegment.AddAnnotation(key, PlainValues.Of(value));
        }

        foreach (var (space, entries) in Members(json, "metadata"))
        {
            foreach (var entry in entries.EnumerateObject())
            {
                subsegment.AddMetadata(space, entry.Name, PlainValues.Of(entry.Value));
            }
        }

        foreach (var (key, value) in Members(json, "http"))
        {
            subsegment.Http[key] = PlainValues.Of(value)!;
        }

        foreach (var (key, value) in Members(json, "aws"))
        {
            subsegment.Aws[key] = PlainValues.Of(value)!;
        }

        foreach (var (key, value) in Members(json, "sql"))
        {
            subsegment.Sql[key] = value.GetString()!;
        }

        if (json.TryGetProperty("precursor_ids", out var precursors))
        {
            foreach (var id in precursors.EnumerateArray())
            {
                subsegment.AddPrecursorId(id.GetString());
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement json, string block) =>
        json.TryGetProperty(block, out var members) ? members.EnumerateObject().Select(member => (member.Name, member.Value)) : [];
}
