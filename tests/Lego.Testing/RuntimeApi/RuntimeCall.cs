using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Testing.RuntimeApi;

/// <summary>One call that the fake received.</summary>
public sealed record RuntimeCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
