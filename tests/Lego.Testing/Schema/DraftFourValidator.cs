using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lego.Testing.Schema;

/// <summary>
/// Validates by the constructs of JSON Schema draft 4 that the published segment schema is made of. A construct it does not know
/// is an error rather than ignored, so that a newer schema cannot pass unchecked.
/// </summary>
internal sealed class DraftFourValidator(JsonObject root, JsonObject schema)
{
    private static readonly HashSet<string> Annotations =
        new(["$schema", "description", "version", "definitions", "java_pattern"], StringComparer.Ordinal);

    public IEnumerable<string> Validate(JsonNode? document) => Check(document, schema, "$");

    private IEnumerable<string> Check(JsonNode? node, JsonObject rules, string path)
    {
        if (rules["$ref"] is JsonValue reference)
        {
            return Check(node, Resolve(reference.GetValue<string>()), path);
        }

        return rules.Where(rule => !Annotations.Contains(rule.Key)).SelectMany(rule => CheckRule(node, rules, rule.Key, rule.Value!, path));
    }

    private IEnumerable<string> CheckRule(JsonNode? node, JsonObject rules, string name, JsonNode rule, string path) => name switch
    {
        "type" => When(!IsOfType(node, rule), $"{path} must be of type {rule.ToJsonString()}"),
        "required" => rule.AsArray().Select(member => member!.GetValue<string>())
            .Where(member => node is JsonObject members && !members.ContainsKey(member))
            .Select(member => $"{path}.{member} is missing"),
        "minLength" => When(Text(node) is { } text && Length(text) < rule.GetValue<int>(), $"{path} is shorter than {rule}"),
        "maxLength" => When(Text(node) is { } text && Length(text) > rule.GetValue<int>(), $"{path} is longer than {rule}"),
        "pattern" => When(Text(node) is { } text && !Matches(text, rule), $"{path} does not match its pattern"),
        "oneOf" => When(
            rule.AsArray().Count(choice => !Check(node, choice!.AsObject(), path).Any()) != 1, $"{path} must match exactly one of its forms"),
        "items" => node is JsonArray items
            ? items.SelectMany((item, index) => Check(item, rule.AsObject(), $"{path}[{index}]"))
            : [],
        "properties" or "patternProperties" or "additionalProperties" => node is JsonObject members && IsFirstOfMembers(rules, name)
            ? members.SelectMany(member => CheckMember(member.Key, member.Value, rules, path))
            : [],
        _ => throw new NotSupportedException($"The schema uses '{name}', which the validator does not know."),
    };

    // The three constructs decide together, so they are looked at once, when the first of them is met.
    private static bool IsFirstOfMembers(JsonObject rules, string name) =>
        rules.First(rule => rule.Key is "properties" or "patternProperties" or "additionalProperties").Key == name;

    private IEnumerable<string> CheckMember(string name, JsonNode? value, JsonObject rules, string path)
    {
        var matching = new List<JsonNode>();
        if (rules["properties"]?[name] is { } own)
        {
            matching.Add(own);
        }

        foreach (var (pattern, rule) in rules["patternProperties"]?.AsObject() ?? [])
        {
            if (Regex.IsMatch(name, pattern, RegexOptions.ECMAScript))
            {
                matching.Add(rule!);
            }
        }

        if (matching.Count == 0)
        {
            switch (rules["additionalProperties"])
            {
                case JsonValue allowed when !allowed.GetValue<bool>():
                    return [$"{path}.{name} is not allowed"];
                case JsonObject rule:
                    matching.Add(rule);
                    break;
            }
        }

        return matching.SelectMany(rule => Check(value, rule.AsObject(), $"{path}.{name}"));
    }

    private JsonObject Resolve(string reference)
    {
        JsonNode? found = root;
        foreach (var part in reference.Split('/').Skip(1))
        {
            found = found?[part];
        }

        return found?.AsObject() ?? throw new NotSupportedException($"The schema refers to '{reference}', which it does not hold.");
    }

    private static bool IsOfType(JsonNode? node, JsonNode rule) =>
        rule is JsonArray types
            ? types.Any(type => IsOfType(node, type!))
            : rule.GetValue<string>() switch
            {
                "object" => node is JsonObject,
                "array" => node is JsonArray,
                "string" => node?.GetValueKind() == JsonValueKind.String,
                "number" => node?.GetValueKind() == JsonValueKind.Number,
                "integer" => node?.GetValueKind() == JsonValueKind.Number && decimal.TryParse(
                    node.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number)
                    && number == decimal.Truncate(number),
                "boolean" => node?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
                "null" => node is null,
                var type => throw new NotSupportedException($"The schema uses the type '{type}'."),
            };

    private static bool Matches(string text, JsonNode pattern) => Regex.IsMatch(text, pattern.GetValue<string>(), RegexOptions.CultureInvariant);

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    // The specification counts characters, not UTF-16 units.
    private static int Length(string text) => text.EnumerateRunes().Count();

    private static IEnumerable<string> When(bool broken, string violation) => broken ? [violation] : [];
}
