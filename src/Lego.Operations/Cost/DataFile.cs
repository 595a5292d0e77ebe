using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Operations.Cost;

/// <summary>Reads a file with figures: one that ships with the program, or one of the user's. What is wrong in it is told by its place.</summary>
internal sealed class DataFile
{
    private DataFile(string name, JsonObject root) => (Name, Root) = (name, root);

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    public JsonObject Root { get; }

    /// <summary>The user's file, or the one that ships with the program when there is none.</summary>
    /// <exception cref="OperationsException">It is not there, or no JSON object.</exception>
    public static DataFile Open(string? path, string shipped)
    {
        if (path is null)
        {
            using var stream = typeof(DataFile).Assembly.GetManifestResourceStream(shipped)
                ?? throw new OperationsException($"{shipped} does not ship with this program: give a file of your own.");
            using var reader = new StreamReader(stream);
            return Parse(shipped, reader.ReadToEnd());
        }

        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OperationsException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="OperationsException">It is no JSON object.</exception>
    public static DataFile Parse(string name, string json)
    {
        try
        {
            return new DataFile(name, JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it holds no object"));
        }
        catch (JsonException exception)
        {
            throw new OperationsException($"{name} cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="OperationsException">The member is missing or no object.</exception>
    public JsonObject Object(JsonObject parent, string member) => parent[member] as JsonObject ?? throw Wrong(parent, member, "an object");

    /// <exception cref="OperationsException">The member is missing or no list.</exception>
    public JsonArray List(JsonObject parent, string member) => parent[member] as JsonArray ?? throw Wrong(parent, member, "a list");

    /// <exception cref="OperationsException">The member is missing or no text.</exception>
    public string Text(JsonObject parent, string member) =>
        parent[member] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : throw Wrong(parent, member, "a text");

    /// <exception cref="OperationsException">The member is missing, no number, or below the least.</exception>
    public double Number(JsonObject parent, string member, double least = 0) =>
        parent[member] is JsonValue value && value.TryGetValue<double>(out var number) && number >= least && double.IsFinite(number)
            ? number
            : throw Wrong(parent, member, $"a number of at least {least.ToString(System.Globalization.CultureInfo.InvariantCulture)}");

    /// <exception cref="OperationsException">The member is missing, no number, or not above 0.</exception>
    public double Positive(JsonObject parent, string member) =>
        parent[member] is JsonValue value && value.TryGetValue<double>(out var number) && number > 0 && double.IsFinite(number)
            ? number
            : throw Wrong(parent, member, "a number above 0");

    public OperationsException Wrong(JsonObject parent, string member, string expected) =>
        new($"{Name}: {parent.GetPath()}.{member} must be {expected}.");
}
