using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>What an index is, apart from its documents. Kept in <c>index.json</c> beside them.</summary>
internal sealed record IndexDefinition(string Name, string Uuid, DateTimeOffset CreatedAt, IndexSettings Settings, IndexMapping Mapping)
{
    private const string FileName = "index.json";

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    public static IndexDefinition Load(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, FileName)));
        var root = document.RootElement;
        return new IndexDefinition(
            root.GetProperty("name").GetString()!,
            root.GetProperty("uuid").GetString()!,
            DateTimeOffset.FromUnixTimeMilliseconds(root.GetProperty("createdAt").GetInt64()),
            IndexSettings.Parse(root.GetProperty("settings")),
            new IndexMapping(MappingParser.ParseRoot(root.GetProperty("mappings"))));
    }

    /// <summary>Replaces the file in one step, so that a kill leaves the old or the new one.</summary>
    public void Save(string folder)
    {
        var json = new JsonObject
        {
            ["name"] = Name,
            ["uuid"] = Uuid,
            ["createdAt"] = CreatedAt.ToUnixTimeMilliseconds(),
            ["settings"] = Settings.ToJson(),
            ["mappings"] = Mapping.ToJson(),
        };
        Directory.CreateDirectory(folder);
        var temporary = Path.Combine(folder, FileName + ".new");
        File.WriteAllText(temporary, json.ToJsonString());
        File.Move(temporary, Path.Combine(folder, FileName), overwrite: true);
    }

    /// <summary>A folder without this file is no index, so a delete that is cut short stays a delete.</summary>
    public static void Delete(string folder)
    {
        File.Delete(Path.Combine(folder, FileName));
        Directory.Delete(folder, recursive: true);
    }
}
