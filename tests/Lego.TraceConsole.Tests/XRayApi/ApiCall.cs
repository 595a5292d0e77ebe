using System.Text;
using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

/// <summary>Calls of the X-Ray API over HTTP, as a client without AWS's libraries makes them.</summary>
internal static class ApiCall
{
    public static async Task<ApiAnswer> PostAsync(
        this ConsoleFixture console, string path, string body, Uri? endpoint = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint ?? console.Server.Endpoint, path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await console.SendAsync(request);
        var error = response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : null;
        return new ApiAnswer((int)response.StatusCode, error, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public static Task<ApiAnswer> PostAsync(this ConsoleFixture console, string path, JsonObject body) =>
        console.PostAsync(path, body.ToJsonString());

    /// <summary>A call that has to succeed.</summary>
    public static async Task<JsonNode> CallAsync(this ConsoleFixture console, string path, JsonObject? body = null)
    {
        var answer = await console.PostAsync(path, body ?? []);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body.ToJsonString());
        return answer.Body;
    }

    /// <summary>The hour around the start of the sample.</summary>
    public static JsonObject Range(params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var range = new JsonObject { ["StartTime"] = SampleTrace.Start - 1800, ["EndTime"] = SampleTrace.Start + 1800 };
        foreach (var (name, value) in more)
        {
            range[name] = value;
        }

        return range;
    }
}
