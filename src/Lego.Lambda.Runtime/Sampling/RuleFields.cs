using System.Collections.ObjectModel;
using System.Text.Json;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Reads the members of a rule's JSON object with errors that name the rule and the field. A null counts as absent.</summary>
internal readonly struct RuleFields(JsonElement rule, string label)
{
    internal string Label => label;

    internal static RuleFields Of(JsonElement rule, string label) => rule.ValueKind == JsonValueKind.Object
        ? new RuleFields(rule, label)
        : throw new FormatException($"{label}: it must be an object.");

    internal string? OptionalText(string field) => !TryGet(field, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw SamplingRuleLimits.Broken(label, field, "must be a text");

    internal string Text(string field) => OptionalText(field) ?? throw Missing(field);

    internal string Pattern(string field) => OptionalText(field) ?? "*";

    internal double Number(string field) => !TryGet(field, out var value) ? throw Missing(field)
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw SamplingRuleLimits.Broken(label, field, "must be a number");

    internal int WholeNumber(string field) => !TryGet(field, out var value) ? throw Missing(field)
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : throw SamplingRuleLimits.Broken(label, field, $"must be a whole number up to {int.MaxValue}");

    internal IReadOnlyDictionary<string, string> Texts(string field)
    {
        if (!TryGet(field, out var value))
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var members = Of(value, $"{label}: {field}");
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            texts[member.Name] = members.Text(member.Name);
        }

        return texts;
    }

    internal void RefuseUnknown(ReadOnlySpan<string> known)
    {
        foreach (var member in rule.EnumerateObject())
        {
            if (!known.Contains(member.Name))
            {
                throw SamplingRuleLimits.Broken(
                    label, member.Name, $"is not a field of a rule; those are {string.Join(", ", known.ToArray())}");
            }
        }
    }

    private bool TryGet(string field, out JsonElement value) =>
        rule.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;

    private FormatException Missing(string field) => SamplingRuleLimits.Broken(label, field, "is missing");
}
