using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Http;
using Lego.LocalHost.Embedded.Search.Indexing;

namespace Lego.LocalHost.Embedded.Search.Searching;

/// <summary>Reads the body of a search, then the query parameters, which win.</summary>
internal static class SearchRequestParser
{
    public static SearchRequest Parse(RestRequest request, JsonElement? body)
    {
        var search = new SearchRequest();
        foreach (var property in body?.EnumerateObject() ?? default)
        {
            search = Apply(search, property);
        }

        foreach (var (name, text) in request.Parameters)
        {
            search = name switch
            {
                "from" => search with { From = Whole(name, text) },
                "size" => search with { Size = Whole(name, text) },
                "track_total_hits" => search with { TrackTotalHits = Total(text) },
                "track_scores" => search with { TrackScores = Flag(name, text) },
                "version" => search with { ShowVersion = Flag(name, text) },
                "seq_no_primary_term" => search with { ShowSeqNo = Flag(name, text) },
                "sort" => search with { Sort = TextArray(text.Split(',')) },
                _ => search,
            };
        }

        return SourceSelection.Parse(request) is { } source ? search with { Source = source } : search;
    }

    private static SearchRequest Apply(SearchRequest search, JsonProperty property)
    {
        var (name, value) = (property.Name, property.Value);
        switch (name)
        {
            case "query":
                return search with { Query = value };
            case "from":
                return search with { From = Whole(name, value.ToString()) };
            case "size":
                return search with { Size = Whole(name, value.ToString()) };
            case "sort":
                return search with { Sort = value };
            case "_source":
                return search with { Source = SourceSelection.Parse(value) };
            case "track_total_hits":
                return search with { TrackTotalHits = Total(value.ToString()) };
            case "track_scores":
                return search with { TrackScores = Flag(name, value.ToString()) };
            case "version":
                return search with { ShowVersion = Flag(name, value.ToString()) };
            case "seq_no_primary_term":
                return search with { ShowSeqNo = Flag(name, value.ToString()) };
            case "highlight":
                return search with { Highlight = HighlightOptions.Parse(value) };
            case "search_after":
                return search with
                {
                    SearchAfter = value.ValueKind == JsonValueKind.Array
                        ? [.. value.EnumerateArray()]
                        : throw SearchErrors.Parsing($"Expected [START_ARRAY] but found [{value.ValueKind}] in [search_after]"),
                };
            case "timeout":
                // A search of local size ends long before; the text is checked all the same.
                _ = TimeValues.Parse(value.ToString(), name);
                return search;
            default:
                throw SearchErrors.Parsing($"Unknown key for a {TokenName(value)} in [{name}].");
        }
    }

    private static int Whole(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw SearchErrors.IllegalArgument($"[{name}] parameter cannot be negative and must be a whole number, found [{text}]");

    private static bool Flag(string name, string text) => text switch
    {
        "true" or "True" or "" => true,
        "false" or "False" => false,
        _ => throw SearchErrors.IllegalArgument($"Failed to parse value [{text}] of [{name}] as only [true] or [false] are allowed."),
    };

    private static int Total(string text) => text switch
    {
        "true" or "True" => SearchRequest.CountExactly,
        "false" or "False" => SearchRequest.CountNothing,
        _ => Whole("track_total_hits", text),
    };

    private static JsonElement TextArray(string[] values)
    {
        var array = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return JsonDocument.Parse(array.ToJsonString()).RootElement;
    }

    private static string TokenName(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.String => "VALUE_STRING",
        JsonValueKind.Number => "VALUE_NUMBER",
        JsonValueKind.Null => "VALUE_NULL",
        _ => "VALUE_BOOLEAN",
    };
}
