using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lego.Testing.Schema;

/// <summary>Collects what is wrong with a document, each with the path of the member.</summary>
internal sealed class Violations
{
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string path, string problem) => _all.Add($"{path} {problem}");

    public bool Require(bool condition, string path, string problem)
    {
        if (!condition)
        {
            Add(path, problem);
        }

        return condition;
    }

    public bool Required(JsonElement parent, string path, string name, out JsonElement value) =>
        Require(parent.TryGetProperty(name, out value), $"{path}.{name}", "is missing");

    public bool IsObject(JsonElement value, string path) => Require(value.ValueKind == JsonValueKind.Object, path, "must be an object");

    public bool IsArray(JsonElement value, string path) => Require(value.ValueKind == JsonValueKind.Array, path, "must be an array");

    public bool IsTime(JsonElement value, string path) =>
        Require(
            value.ValueKind == JsonValueKind.Number && value.GetDouble() is > 1e9 and < 1e11, path, "must be a number of epoch seconds");

    public bool Matches(JsonElement value, string path, Regex pattern) =>
        Require(value.ValueKind == JsonValueKind.String && pattern.IsMatch(value.GetString()!), path, "has not the required form");

    public void OptionalText(JsonElement parent, string path, string name, int maximum)
    {
        if (parent.TryGetProperty(name, out var value))
        {
            Require(
                value.ValueKind == JsonValueKind.String && value.GetString()!.Length <= maximum,
                $"{path}.{name}",
                $"must be a text of at most {maximum} characters");
        }
    }

    public void OptionalInteger(JsonElement parent, string path, string name)
    {
        if (parent.TryGetProperty(name, out var value))
        {
            Require(
                value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0,
                $"{path}.{name}",
                "must be an integer of zero or more");
        }
    }

    public void OptionalFlag(JsonElement parent, string path, string name)
    {
        if (parent.TryGetProperty(name, out var value))
        {
            Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, $"{path}.{name}", "must be true or false");
        }
    }

    public bool OptionalObject(JsonElement parent, string path, string name, out JsonElement value) =>
        parent.TryGetProperty(name, out value) && IsObject(value, $"{path}.{name}");
}
