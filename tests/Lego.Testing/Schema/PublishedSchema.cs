using System.Text.Json.Nodes;

namespace Lego.Testing.Schema;

/// <summary>The schema file that AWS publishes for segment documents (JSON Schema draft 4).</summary>
public sealed class PublishedSchema
{
    private const string Variable = "LEGO_XRAY_SCHEMA";
    private const string FileName = "xray-segmentdocument-schema-v1.0.0.json";
    private const string Solution = "LegoFunctions.sln";

    private readonly DraftFourValidator _segment;
    private readonly DraftFourValidator _subsegment;

    private PublishedSchema(JsonObject schema)
    {
        _segment = new DraftFourValidator(schema, schema);
        _subsegment = new DraftFourValidator(schema, schema["definitions"]!["subsegment"]!.AsObject());
    }

    /// <summary>The schema from the file that the environment names, or that lies beside the repository; null when there is none.</summary>
    public static PublishedSchema? Find()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var path = string.IsNullOrEmpty(named) ? PathBesideRepository() : named;
        return path is null || !File.Exists(path) ? null : Parse(File.ReadAllText(path));
    }

    /// <summary>The schema from its text.</summary>
    public static PublishedSchema Parse(string schema) => new(JsonNode.Parse(schema)!.AsObject());

    /// <summary>What the schema finds wrong. A subsegment that is sent alone is described by a definition of its own.</summary>
    public IReadOnlyList<string> Validate(string json)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException exception)
        {
            return [$"schema: not JSON: {exception.Message}"];
        }

        var isSubsegment = document is JsonObject members && members["type"] is JsonValue type && type.TryGetValue<string>(out var text) && text == "subsegment";
        return [.. (isSubsegment ? _subsegment : _segment).Validate(document).Select(violation => $"schema: {violation}")];
    }

    private static string? PathBesideRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "spec", FileName) : null;
            }
        }

        return null;
    }
}
