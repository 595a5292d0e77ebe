using System.Text.Json;

namespace Lego.Testing.Schema;

/// <summary>The <c>cause</c> of a document: the id of an exception described elsewhere, or the exceptions.</summary>
internal static class SegmentCause
{
    public static void Check(JsonElement unit, string path, Violations found)
    {
        if (!unit.TryGetProperty("cause", out var cause))
        {
            return;
        }

        path += ".cause";
        if (cause.ValueKind == JsonValueKind.String)
        {
            found.Matches(cause, path, SegmentRules.Id());
            return;
        }

        if (!found.IsObject(cause, path))
        {
            return;
        }

        found.OptionalText(cause, path, "working_directory", int.MaxValue);
        if (cause.TryGetProperty("paths", out var paths) && found.IsArray(paths, $"{path}.paths"))
        {
            found.Require(paths.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String), $"{path}.paths", "must hold texts");
        }

        if (cause.TryGetProperty("exceptions", out var exceptions) && found.IsArray(exceptions, $"{path}.exceptions"))
        {
            CheckExceptions(exceptions, $"{path}.exceptions", found);
        }
    }

    private static void CheckExceptions(JsonElement exceptions, string path, Violations found)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var exception in exceptions.EnumerateArray())
        {
            var own = $"{path}[{index++}]";
            if (!found.IsObject(exception, own))
            {
                continue;
            }

            if (found.Required(exception, own, "id", out var id) && found.Matches(id, $"{own}.id", SegmentRules.Id()))
            {
                found.Require(ids.Add(id.GetString()!), $"{own}.id", "is used twice");
            }

            found.OptionalText(exception, own, "message", int.MaxValue);
            found.OptionalText(exception, own, "type", 250);
            found.OptionalFlag(exception, own, "remote");
            found.OptionalInteger(exception, own, "truncated");
            found.OptionalInteger(exception, own, "skipped");
            if (exception.TryGetProperty("cause", out var inner))
            {
                found.Matches(inner, $"{own}.cause", SegmentRules.Id());
            }

            CheckStack(exception, own, found);
        }
    }

    private static void CheckStack(JsonElement exception, string path, Violations found)
    {
        if (!exception.TryGetProperty("stack", out var stack) || !found.IsArray(stack, $"{path}.stack"))
        {
            return;
        }

        var index = 0;
        foreach (var frame in stack.EnumerateArray())
        {
            var own = $"{path}.stack[{index++}]";
            if (found.IsObject(frame, own))
            {
                found.OptionalText(frame, own, "path", int.MaxValue);
                found.OptionalInteger(frame, own, "line");
                found.OptionalText(frame, own, "label", int.MaxValue);
            }
        }
    }
}
