using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Http;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>How much of the stored document an answer holds.</summary>
internal sealed class SourceSelection
{
    public static readonly SourceSelection All = new(isHidden: false, null);

    private static readonly SourceSelection None = new(isHidden: true, null);

    private readonly PathFilter? _filter;

    private SourceSelection(bool isHidden, PathFilter? filter)
    {
        IsHidden = isHidden;
        _filter = filter;
    }

    public bool IsHidden { get; }

    public static SourceSelection Of(IReadOnlyList<string> includes, IReadOnlyList<string> excludes) =>
        includes.Count + excludes.Count == 0 ? All : new SourceSelection(isHidden: false, new PathFilter(includes, excludes));

    public static SourceSelection Parse(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.True:
                return All;
            case JsonValueKind.False:
                return None;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    if (property.Name is not ("includes" or "include" or "excludes" or "exclude"))
                    {
                        throw SearchErrors.Parsing($"Unknown key for a {property.Value.ValueKind} in [_source]: [{property.Name}].");
                    }
                }

                return Of([.. Names(value, "includes"), .. Names(value, "include")], [.. Names(value, "excludes"), .. Names(value, "exclude")]);
            default:
                return Of(Names(value), []);
        }
    }

    /// <summary>The query parameters <c>_source</c>, <c>_source_includes</c> and <c>_source_excludes</c>; null when none is there.</summary>
    public static SourceSelection? Parse(RestRequest request)
    {
        if (request.Parameter("_source") is { } source)
        {
            return source switch
            {
                "true" or "" => All,
                "false" => None,
                _ => Of(List(source), List(request.Parameter("_source_excludes"))),
            };
        }

        var (includes, excludes) = (List(request.Parameter("_source_includes")), List(request.Parameter("_source_excludes")));
        return includes.Length + excludes.Length == 0 ? null : Of(includes, excludes);
    }

    public JsonObject Apply(ReadOnlyMemory<byte> source)
    {
        var json = JsonNode.Parse(source.Span)!.AsObject();
        return _filter?.Apply(json) ?? json;
    }

    private static List<string> Names(JsonElement body, string name) => body.TryGetProperty(name, out var names) ? Names(names) : [];

    private static List<string> Names(JsonElement names) => names.ValueKind switch
    {
        JsonValueKind.String => [names.GetString()!],
        JsonValueKind.Array => [.. names.EnumerateArray().Select(name => name.ToString())],
        _ => throw SearchErrors.Parsing("[_source] must be a boolean, a field name, an array of field names, or an object with includes and excludes"),
    };

    private static string[] List(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
