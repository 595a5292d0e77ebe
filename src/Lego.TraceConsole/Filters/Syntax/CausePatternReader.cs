using System.Text;
using System.Text.Json;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>Reads the JSON of a root cause pattern. An error covers the whole of it.</summary>
internal sealed class CausePatternReader
{
    private const string Cause = "a root cause";

    private readonly FilterToken _token;

    private CausePatternReader(FilterToken token) => _token = token;

    public static ValueList<CausePattern> Read(FilterToken token)
    {
        var reader = new CausePatternReader(token);
        var json = SegmentDocument.ParseBody(Encoding.UTF8.GetBytes(token.Value))
            ?? throw reader.Problem("valid JSON", "what is in #[…] is no valid JSON");
        var patterns = reader.Items(json, Cause, reader.ReadCause);
        return patterns.Count > 0 ? patterns : throw reader.Problem("an object", "#[…] has to have one object or more in it");
    }

    private CausePattern ReadCause(JsonElement element)
    {
        Check(element, Cause, ["ClientImpacting", "Services"]);
        return new CausePattern(Flag(element, "ClientImpacting"), List(element, "Services", "a service", ReadService));
    }

    private CauseServicePattern ReadService(JsonElement element)
    {
        Check(element, "a service", ["Name", "Names", "Type", "AccountId", "Inferred", "EntityPath"]);
        return new CauseServicePattern(
            Text(element, "Name"), List(element, "Names", "a name", name => TextOf(name, "Names")), Text(element, "Type"),
            Text(element, "AccountId"), Flag(element, "Inferred"), List(element, "EntityPath", "an entity", ReadEntity));
    }

    private CauseEntityPattern ReadEntity(JsonElement element)
    {
        Check(element, "an entity", ["Name", "Remote", "Coverage", "Exceptions"]);
        return new CauseEntityPattern(
            Text(element, "Name"), Flag(element, "Remote"), Number(element, "Coverage"),
            List(element, "Exceptions", "an exception", ReadException));
    }

    private CauseExceptionPattern ReadException(JsonElement element)
    {
        Check(element, "an exception", ["Name", "Message"]);
        return new CauseExceptionPattern(Text(element, "Name"), Text(element, "Message"));
    }

    private void Check(JsonElement element, string what, IReadOnlyList<string> members)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Problem("an object", $"in #[…], {what} has to be an object");
        }

        var seen = new HashSet<string>();
        foreach (var member in element.EnumerateObject())
        {
            if (!members.Contains(member.Name) || !seen.Add(member.Name))
            {
                var known = FilterErrors.OneOf(members);
                throw Problem(known, $"in #[…], {what} can have {known}, each once, but not `{Shown(member.Name)}`");
            }
        }
    }

    private static JsonElement? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private string? Text(JsonElement element, string name) => Member(element, name) is { } value ? TextOf(value, name) : null;

    private string TextOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Problem("text", $"in #[…], {name} has to be text");

    private bool? Flag(JsonElement element, string name) => Member(element, name)?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Problem("true or false", $"in #[…], {name} has to be true or false"),
    };

    private double? Number(JsonElement element, string name) => Member(element, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        _ => throw Problem("a number", $"in #[…], {name} has to be a number"),
    };

    private ValueList<T>? List<T>(JsonElement element, string name, string what, Func<JsonElement, T> read) =>
        Member(element, name) is { } value ? Items(value, what, read) : null;

    private ValueList<T> Items<T>(JsonElement element, string what, Func<JsonElement, T> read) => element.ValueKind == JsonValueKind.Array
        ? new([.. element.EnumerateArray().Select(read)])
        : throw Problem("an array", $"in #[…], {what} has to stand in an array");

    private static string Shown(string name) => name.Length <= 40 ? name : "…";

    private FilterException Problem(string expected, string sentence) =>
        FilterErrors.At(_token.Offset, _token.Length, "#[…]", expected, sentence);
}
