using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <content>Writes one subsegment, without what is below it.</content>
internal sealed partial class SubsegmentWriter
{
    /// <summary>Writes what a subsegment has, without what is below it.</summary>
    private void WriteOwn(DocumentJson json, Subsegment subsegment, Detail detail)
    {
        var call = subsegment.Call;
        json.WriteId("id"u8, subsegment.IdValue);

        // A node is named by the settings of the function or by its host.
        json.WriteString("name"u8, call is { IsNode: true } ? NameRules.Name(subsegment.Name) : NameRules.Redacted(subsegment.Name));
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        if (call is { IsNode: true })
        {
            json.WriteString("namespace"u8, call.Namespace);
        }

        AdoptedWriter.Write(json, sanitizer, subsegment, detail);
        if (detail != Detail.Skeleton)
        {
            if (call is { IsNode: true })
            {
                BlockWriter.WriteCall(json, sanitizer, call);
            }
            else
            {
                BlockWriter.WriteHttp(json, sanitizer, subsegment);
            }

            WriteCause(json, subsegment, withFrames: detail == Detail.Full);
        }

        _content.Write(json, subsegment, isRoot: subsegment == Trace.Root, detail);
    }

    /// <summary>Opens the list of what is below a subsegment, if there is any; its call's downstream half stands first.</summary>
    private bool StartList(DocumentJson json, Subsegment subsegment, Detail detail, bool hasChildren)
    {
        var call = subsegment.Call is { IsNode: false } half ? half : null;
        if (call is null && !hasChildren)
        {
            return false;
        }

        json.WriteStartArray("subsegments"u8);
        if (call is not null)
        {
            WriteCall(json, subsegment, call, detail);
        }

        return true;
    }

    /// <summary>The downstream half of a traced call: the one node on the service map.</summary>
    private void WriteCall(DocumentJson json, Subsegment subsegment, DependencyCall call, Detail detail)
    {
        json.WriteStartObject();
        json.WriteId("id"u8, CallIds.Of(subsegment.IdValue));
        json.WriteString("name"u8, NameRules.Name(call.Name));
        json.WriteString("namespace"u8, call.Namespace);
        WriteTimes(json, subsegment);
        WriteOutcome(json, subsegment.Outcome);
        if (detail != Detail.Skeleton)
        {
            WriteCauseId(json, subsegment);
            BlockWriter.WriteCall(json, sanitizer, call);
        }

        json.WriteEndObject();
    }

    private static void WriteTimes(DocumentJson json, Subsegment subsegment)
    {
        EpochSeconds.Write(json, "start_time"u8, subsegment.StartTicks);
        if (!subsegment.IsOpen)
        {
            EpochSeconds.Write(json, "end_time"u8, subsegment.EndTicks);
        }
        else
        {
            json.WriteBoolean("in_progress"u8, true);
        }
    }

    private static void WriteOutcome(DocumentJson json, Outcome outcome)
    {
        if (outcome == Outcome.Ok)
        {
            return;
        }

        if (outcome.HasFlag(Outcome.Error))
        {
            json.WriteBoolean("error"u8, true);
        }

        if (outcome.HasFlag(Outcome.Throttle))
        {
            json.WriteBoolean("throttle"u8, true);
        }

        if (outcome.HasFlag(Outcome.Fault))
        {
            json.WriteBoolean("fault"u8, true);
        }
    }

    private static void WriteCause(DocumentJson json, Subsegment subsegment, bool withFrames)
    {
        if (subsegment.CauseId is { } id)
        {
            json.WriteString("cause"u8, id);
        }
        else if (subsegment.Cause is { Count: > 0 } cause)
        {
            BlockWriter.WriteCause(json, cause, withFrames);
        }
    }

    /// <summary>Names the exception that the subsegment's own document describes.</summary>
    private static void WriteCauseId(DocumentJson json, Subsegment subsegment)
    {
        if ((subsegment.Cause is { Count: > 0 } cause ? cause[0].Id : subsegment.CauseId) is { } id)
        {
            json.WriteString("cause"u8, id);
        }
    }
}
