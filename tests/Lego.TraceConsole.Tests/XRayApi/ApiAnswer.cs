using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

internal sealed record ApiAnswer(int Status, string? ErrorType, JsonNode Body)
{
    public string? Message => Body[nameof(Message)]?.GetValue<string>();
}
