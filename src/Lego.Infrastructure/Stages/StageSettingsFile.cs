using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Infrastructure.Stages;

/// <summary>Reads stage files.</summary>
public static class StageSettingsFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The stages that have a file.</summary>
    /// <param name="folder">The folder of stage files.</param>
    public static IReadOnlyList<string> List(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Reads and checks a stage's file.</summary>
    /// <param name="folder">The folder of stage files.</param>
    /// <param name="stage">Name of the stage.</param>
    /// <exception cref="StageSettingsException">There is no such file, or it has problems; all of them are told.</exception>
    public static StageSettings Load(string folder, string stage)
    {
        var path = Path.Combine(folder, stage + ".json");
        return File.Exists(path)
            ? Parse(File.ReadAllText(path), stage)
            : throw new StageSettingsException(
                [$"stage {stage} has no file {NameOf(stage)}; there are: {string.Join(", ", List(folder))}"]);
    }

    internal static StageSettings Parse(string text, string stage)
    {
        List<string> problems = [];
        var settings = Read(text, problems);
        if (settings is not null)
        {
            problems.AddRange(StageRules.Check(settings, stage));
        }

        return settings is not null && problems.Count == 0
            ? settings
            : throw new StageSettingsException([.. problems.Select(problem => $"{NameOf(stage)}: {problem}")]);
    }

    private static StageSettings? Read(string text, List<string> problems)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(text, documentOptions: Lenient);
        }
        catch (JsonException exception)
        {
            problems.Add($"is no JSON: line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}");
            return null;
        }

        // A serializer stops at the first member that it does not like, so all of them are looked at beforehand.
        SettingsShape.Check(document, StageSettingsJson.Default.StageSettings, "", problems);
        return problems.Count > 0 ? null : document.Deserialize(StageSettingsJson.Default.StageSettings);
    }

    private static string NameOf(string stage) => $"stages/{stage}.json";
}
