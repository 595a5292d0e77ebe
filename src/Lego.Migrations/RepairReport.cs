using System.Text.Json.Serialization;
using Lego.Functions.Repair;

namespace Lego.Migrations;

/// <summary>What was repaired.</summary>
/// <param name="DocumentsWritten">Documents that were missing or not what their row says.</param>
/// <param name="DocumentsRemoved">Documents of rows that are gone.</param>
/// <param name="ObjectsDeleted">Objects older than a day that no row refers to.</param>
/// <param name="Complete">False when time ran out; the next repair goes on there.</param>
/// <param name="Stopped">Where it stopped: the step, and the last page that is done of it.</param>
internal sealed record RepairReport(
    int DocumentsWritten,
    int DocumentsRemoved,
    int ObjectsDeleted,
    bool Complete,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Stopped = null)
{
    public static RepairReport Of(RepairCounts counts, RepairPosition? stopped) =>
        new(counts.Written, counts.Removed, counts.Deleted, stopped is null, stopped?.ToString());
}
