using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lego.Testing.Schema;

/// <summary>Our statement of what X-Ray accepts and shows, stricter than the published schema where the documentation is.</summary>
public static partial class SegmentRules
{
    private const int MaximumBytes = 65_536;
    private const string Subsegment = "subsegment";

    private static readonly string[] Common =
    [
        "name", "id", "start_time", "end_time", "in_progress", "http", "aws", "error", "throttle", "fault", "cause", "annotations", "metadata",
        "subsegments", "trace_id", "parent_id", "links",
    ];

    private static readonly HashSet<string> SegmentMembers =
        new([.. Common, "service", "user", "origin", "resource_arn", "inferred"], StringComparer.Ordinal);

    private static readonly HashSet<string> SubsegmentMembers =
        new([.. Common, "type", "namespace", "sql", "precursor_ids"], StringComparer.Ordinal);

    /// <summary>What is wrong with a segment, or with a subsegment that is sent alone; empty when nothing is.</summary>
    public static IReadOnlyList<string> Validate(string json)
    {
        var found = new Violations();
        found.Require(Encoding.UTF8.GetByteCount(json) <= MaximumBytes, "$", $"is larger than {MaximumBytes} bytes");
        try
        {
            using var document = JsonDocument.Parse(json);
            if (found.IsObject(document.RootElement, "$"))
            {
                CheckRoot(document.RootElement, found);
            }
        }
        catch (JsonException exception)
        {
            found.Add("$", $"is not JSON: {exception.Message}");
        }

        return found.All;
    }

    private static void CheckRoot(JsonElement root, Violations found)
    {
        var isAlone = root.TryGetProperty("type", out _);
        found.Require(root.TryGetProperty("trace_id", out var traceId), "$.trace_id", "is missing");
        if (traceId.ValueKind != JsonValueKind.Undefined)
        {
            found.Matches(traceId, "$.trace_id", TraceId());
        }

        if (isAlone)
        {
            found.Require(root.TryGetProperty("parent_id", out _), "$.parent_id", "is missing");
        }

        CheckUnit(root, "$", isAlone, found, new HashSet<string>(StringComparer.Ordinal));
    }

    private static void CheckUnit(JsonElement unit, string path, bool isSubsegment, Violations found, HashSet<string> ids)
    {
        var allowed = isSubsegment ? SubsegmentMembers : SegmentMembers;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in unit.EnumerateObject())
        {
            found.Require(allowed.Contains(member.Name), $"{path}.{member.Name}", "is not a member of a document");
            found.Require(seen.Add(member.Name), $"{path}.{member.Name}", "is there twice");
        }

        CheckIdentity(unit, path, found, ids);
        CheckTimes(unit, path, found);
        foreach (var flag in new[] { "error", "throttle", "fault", "inferred" })
        {
            if (unit.TryGetProperty(flag, out var value))
            {
                found.Require(value.ValueKind == JsonValueKind.True, $"{path}.{flag}", "must be true or left out");
            }
        }

        foreach (var text in new[] { "user", "origin", "resource_arn" })
        {
            found.OptionalText(unit, path, text, 250);
        }

        if (unit.TryGetProperty("type", out var type))
        {
            found.Require(type.ValueKind == JsonValueKind.String && type.GetString() == Subsegment, $"{path}.type", "must be subsegment");
        }

        if (unit.TryGetProperty("namespace", out var space))
        {
            found.Require(
                space.ValueKind == JsonValueKind.String && space.GetString() is "aws" or "remote", $"{path}.namespace", "must be aws or remote");
        }

        SegmentBlocks.Check(unit, path, isSubsegment, found);
        SegmentCause.Check(unit, path, found);
        CheckChildren(unit, path, found, ids);
    }

    private static void CheckIdentity(JsonElement unit, string path, Violations found, HashSet<string> ids)
    {
        if (found.Required(unit, path, "name", out var name) && found.Matches(name, $"{path}.name", Name()))
        {
            var length = name.GetString()!.Length;
            found.Require(length is >= 1 and <= 200, $"{path}.name", "must have 1 to 200 characters");
        }

        if (found.Required(unit, path, "id", out var id) && found.Matches(id, $"{path}.id", Id()))
        {
            found.Require(ids.Add(id.GetString()!), $"{path}.id", "is used twice");
        }

        if (unit.TryGetProperty("parent_id", out var parent))
        {
            found.Matches(parent, $"{path}.parent_id", Id());
        }

        if (unit.TryGetProperty("precursor_ids", out var precursors) && found.IsArray(precursors, $"{path}.precursor_ids"))
        {
            foreach (var precursor in precursors.EnumerateArray())
            {
                found.Matches(precursor, $"{path}.precursor_ids", Id());
            }
        }
    }

    private static void CheckTimes(JsonElement unit, string path, Violations found)
    {
        var hasStart = found.Required(unit, path, "start_time", out var start) && found.IsTime(start, $"{path}.start_time");
        var hasEnd = unit.TryGetProperty("end_time", out var end);
        var inProgress = unit.TryGetProperty("in_progress", out var progress);
        found.Require(!inProgress || progress.ValueKind == JsonValueKind.True, $"{path}.in_progress", "must be true or left out");
        found.Require(hasEnd != inProgress, $"{path}.end_time", "must be there exactly when in_progress is not");
        if (hasEnd && found.IsTime(end, $"{path}.end_time") && hasStart)
        {
            found.Require(end.GetDouble() >= start.GetDouble(), $"{path}.end_time", "is before start_time");
        }
    }

    private static void CheckChildren(JsonElement unit, string path, Violations found, HashSet<string> ids)
    {
        if (!unit.TryGetProperty("subsegments", out var children) || !found.IsArray(children, $"{path}.subsegments"))
        {
            return;
        }

        var index = 0;
        foreach (var child in children.EnumerateArray())
        {
            var childPath = $"{path}.subsegments[{index++}]";
            if (found.IsObject(child, childPath))
            {
                CheckUnit(child, childPath, isSubsegment: true, found, ids);
            }
        }
    }

    [GeneratedRegex(@"^1-[0-9a-fA-F]{8}-[0-9a-fA-F]{24}\z")]
    private static partial Regex TraceId();

    [GeneratedRegex(@"^[0-9a-fA-F]{16}\z")]
    internal static partial Regex Id();

    [GeneratedRegex(@"^[\p{L}\p{N}\p{Z}\s_.:/%&#=+\\\-@]*\z")]
    private static partial Regex Name();
}
