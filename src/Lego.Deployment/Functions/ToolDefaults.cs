using System.Text.Json;

namespace Lego.Deployment.Functions;

/// <summary>A file of defaults for <c>dotnet lambda</c>.</summary>
internal static class ToolDefaults
{
    public const string Managed = "aws-lambda-tools-defaults.json";

    public const string Native = "aws-lambda-tools-aot.json";

    /// <summary>Reads a file and refuses what the tool would silently ignore.</summary>
    /// <exception cref="InvalidDataException">The file is no JSON object, or has a key that the tool does not know.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Read(string path)
    {
        Dictionary<string, JsonElement> defaults;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            defaults = document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.Clone())
                : throw new InvalidDataException($"{path} has to be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is not JSON: {exception.Message}", exception);
        }

        return defaults.Keys.FirstOrDefault(key => !LambdaToolKeys.All.Contains(key)) is { } unknown
            ? throw new InvalidDataException($"{path} has the key '{unknown}', which dotnet lambda does not know and would ignore.")
            : defaults;
    }
}
