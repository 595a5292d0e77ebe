using System.Globalization;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Otlp;

/// <summary>
/// Attributes of a span, an event or a resource. Remembers which were read, so that the others can be written as they are.
/// </summary>
internal sealed class SpanAttributes
{
    private readonly Dictionary<string, JsonNode?> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, JsonNode?>> Unread => _values.Where(value => !_read.Contains(value.Key));

    public JsonNode? this[string name]
    {
        set => _values[name] = value;
    }

    public JsonNode? Take(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    /// <summary>The first of the names that has a text or a number: conventions were renamed over the years.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        string? found = null;
        foreach (var name in names)
        {
            // All of them count as read.
            var value = Take(name) is JsonValue single ? single.ToString() : null;
            found ??= string.IsNullOrEmpty(value) ? null : value;
        }

        return found;
    }

    public long? Integer(params ReadOnlySpan<string> names) =>
        long.TryParse(Text(names), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The texts of a list; a single text is a list of one.</summary>
    public IReadOnlyList<string> Texts(string name) => Take(name) switch
    {
        JsonArray items => [.. items.Where(item => item is not null).Select(item => item!.ToString())],
        JsonValue single => [single.ToString()],
        _ => [],
    };
}
