using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Makes the copy of <c>error.details</c> that may leave: no members named like secrets, no secrets in texts.</summary>
internal static class ErrorDetails
{
    private const int MaximumDepth = 32;

    /// <summary>Returns the copy, or null when nothing is left of it.</summary>
    /// <param name="details">What the error carries.</param>
    /// <param name="isShown">Which top-level members stay; null for all.</param>
    public static JsonObject? Scrub(JsonObject? details, Func<string, bool>? isShown)
    {
        if (details is null)
        {
            return null;
        }

        var result = new JsonObject();
        foreach (var (name, value) in details)
        {
            if (!SecretNames.IsDetail(name) && (isShown is null || isShown(name)))
            {
                result[name] = Copy(value, 1);
            }
        }

        return result.Count > 0 ? result : null;
    }

    private static JsonNode? Copy(JsonNode? node, int depth)
    {
        if (depth > MaximumDepth)
        {
            return null;
        }

        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (!SecretNames.IsDetail(name))
                    {
                        copy[name] = Copy(value, depth + 1);
                    }
                }

                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Copy(item, depth + 1))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return Redactor.Redact(text);
            default:
                return node?.DeepClone();
        }
    }
}
