using System.Globalization;
using System.Text.Json;
using Lego.LocalHost.Embedded.Search.Errors;

namespace Lego.LocalHost.Embedded.Search.Http;

/// <summary>A request after its path was matched.</summary>
internal sealed record RestRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Parameters, ReadOnlyMemory<byte> Body)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The index name in the path.</summary>
    public string Index => Values["index"];

    public string Id => Values["id"];

    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public bool Flag(string name, bool missing = false) => Parameter(name) switch
    {
        null => missing,
        "true" or "" => true,
        "false" => false,
        var other => throw SearchErrors.IllegalArgument($"Failed to parse value [{other}] of parameter [{name}] as only [true] or [false] are allowed."),
    };

    public long? Number(string name) => Parameter(name) switch
    {
        null => null,
        var text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw SearchErrors.IllegalArgument($"Failed to parse long parameter [{name}] with value [{text}]"),
    };

    /// <summary>The body as a JSON object; null when there is none.</summary>
    public JsonElement? ReadObject()
    {
        if (Body.IsEmpty)
        {
            return null;
        }

        var root = ParseJson(Body);
        return root.ValueKind == JsonValueKind.Object ? root : throw SearchErrors.Parsing($"Expected [START_OBJECT] but found [{root.ValueKind}]");
    }

    public JsonElement RequireObject() => ReadObject() ?? throw new SearchException(400, "parse_exception", "request body is required");

    public static JsonElement ParseJson(ReadOnlyMemory<byte> json)
    {
        try
        {
            var root = JsonDocument.Parse(json, Options).RootElement;
            JsonTexts.Check(json.Span, root);
            return root;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw SearchErrors.Json(error.Message);
        }
    }
}
