using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Operations.Verify;

/// <summary>What the deployment of a stage wrote: <c>cdk deploy --outputs-file artifacts/cdk-outputs.{stage}.json</c>.</summary>
internal sealed class StageOutputs
{
    private readonly JsonObject _stacks;

    private StageOutputs(string path, JsonObject stacks) => (Path, _stacks) = (path, stacks);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Where the file of a stage is, seen from the root of the repository.</summary>
    public static string PathOf(string stage) => $"artifacts/cdk-outputs.{stage}.json";

    /// <exception cref="OperationsException">The file is not what the deployment writes.</exception>
    public static StageOutputs Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? new StageOutputs(path, JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("it holds no object"))
                : new StageOutputs(path, []);
        }
        catch (JsonException exception)
        {
            throw new OperationsException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>An output of any of the stacks, or null.</summary>
    public string? Find(string name) => _stacks
        .Select(stack => stack.Value is JsonObject outputs && outputs[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null)
        .FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
