using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Attacks;

/// <summary>One request of a load and what must come back.</summary>
/// <param name="Function">The function that answers it.</param>
/// <param name="Method">How it is asked.</param>
/// <param name="Path">The path below the gateway's address.</param>
/// <param name="Expected">The status that it must have.</param>
/// <param name="Body">The JSON body, if any.</param>
internal sealed record LoadRequest(string Function, HttpMethod Method, string Path, int Expected, JsonObject? Body = null)
{
    /// <summary>A request of a user, of any of the functions in the mix.</summary>
    /// <param name="random">Chooses it.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="other">Somebody whose MOCs are none of the user's business.</param>
    public static LoadRequest Next(Random random, LoadUser user, LoadUser other)
    {
        switch (random.Next(12))
        {
            case 0 or 1:
                return new("moc-create", HttpMethod.Post, "api/mocs", 201, new JsonObject { ["title"] = $"{user.Mark} {Guid.NewGuid():N}", ["tags"] = new JsonArray(user.Mark) });
            case 2 or 3 when user.Mocs.TryPeek(out var own):
                return new("moc-get", HttpMethod.Get, $"api/mocs/{own}", 200);
            case 4 when other.Mocs.TryPeek(out var foreign):
                return new("moc-get", HttpMethod.Get, $"api/mocs/{foreign}", 403);
            case 5 when user.Mocs.TryPeek(out var changed):
                return new("moc-update", HttpMethod.Patch, $"api/mocs/{changed}", 200, new JsonObject { ["title"] = $"{user.Mark} {Guid.NewGuid():N}" });
            case 6:
                return new("wishlist-create", HttpMethod.Post, "api/wishlist", 201, new JsonObject { ["title"] = $"{user.Mark} wish" });
            case 7:
                return new("wishlist-list", HttpMethod.Get, "api/wishlist", 200);
            case 8:
                return new("moc-list", HttpMethod.Get, $"api/mocs?search={user.Mark}", 200);
            case 9:
                return new("album-create", HttpMethod.Post, "api/albums", 201, new JsonObject { ["title"] = $"{user.Mark} album" });
            case 10:
                return new("album-list", HttpMethod.Get, "api/albums", 200);
            default:
                return new("moc-list", HttpMethod.Get, "api/mocs", 200);
        }
    }

    public HttpRequestMessage ToMessage(Uri gateway, LoadUser user, string traceId, string correlationId)
    {
        var message = new HttpRequestMessage(Method, new Uri(gateway, Path));
        message.Headers.Authorization = user.Authorization;
        message.Headers.Add("X-Amzn-Trace-Id", $"Root={traceId};Sampled=1");
        message.Headers.Add("X-Correlation-ID", correlationId);
        message.Content = Body is null ? null : new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
        return message;
    }
}
