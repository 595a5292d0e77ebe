using System.Text.Json.Nodes;

namespace Lego.LocalHost.Embedded.Search.Http;

internal sealed record RestResponse(int Status, JsonObject? Body = null)
{
    public string? Allow { get; init; }

    public static RestResponse Ok(JsonObject body) => new(200, body);

    public static RestResponse Acknowledged() => Ok(new JsonObject { ["acknowledged"] = true });
}
