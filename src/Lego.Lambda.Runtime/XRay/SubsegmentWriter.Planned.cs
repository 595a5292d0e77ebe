using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <content>Writes what a <see cref="DocumentPlan"/> decided.</content>
internal sealed partial class SubsegmentWriter
{
    /// <summary>Writes a subsegment as a document of its own, with what was kept of its children and travels in it.</summary>
    internal void WriteDocument(DocumentJson json, PlannedSubsegment planned, string parentId)
    {
        StartDocument(json, parentId);
        WriteBody(json, planned);
        json.WriteEndObject();
    }

    /// <summary>Writes a subsegment as a member of its parent's <c>subsegments</c>, without its children.</summary>
    internal void WriteAlone(DocumentJson json, Subsegment subsegment, Detail detail)
    {
        json.WriteStartObject();
        WriteOwn(json, subsegment, detail);
        if (StartList(json, subsegment, detail, hasChildren: false))
        {
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteBody(DocumentJson json, PlannedSubsegment planned)
    {
        WriteOwn(json, planned.Subsegment, planned.Detail);
        var hasList = StartList(json, planned.Subsegment, planned.Detail, planned.Inside.Any());
        foreach (var child in planned.Inside)
        {
            json.WriteStartObject();
            WriteBody(json, child);
            json.WriteEndObject();
        }

        if (hasList)
        {
            json.WriteEndArray();
        }
    }
}
