using System.Text.Json.Nodes;

namespace Lego.Testing.RuntimeApi;

/// <summary>How an invocation ended: the call that answered it, and whether it answered with a response or an error.</summary>
public sealed record InvocationOutcome(bool IsSuccess, RuntimeCall Call)
{
    public byte[] Body => Call.Body;

    public string Text => Call.Text;

    public JsonNode Json => Call.Json;

    public string? Header(string name) => Call.Header(name);
}
