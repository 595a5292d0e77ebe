using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Benchmarks.Api;

/// <summary>One user who goes round: looks at lists, opens a MOC, changes it, keeps a wishlist and a parts list.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http;
    private readonly List<(string Step, double Milliseconds)> _times = [];
    private readonly string _title;
    private readonly string _sampled;
    private readonly List<string> _traces = [];
    private string _moc = "";

    public Caller(Uri gateway, string token, int number, bool isTraced)
    {
        _sampled = isTraced ? ";Sampled=1" : ";Sampled=0";
        _http = new HttpClient { BaseAddress = gateway };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _title = string.Create(CultureInfo.InvariantCulture, $"Bench {number}");
    }

    /// <summary>The requests since the last <see cref="Forget"/>, with their times.</summary>
    public IReadOnlyList<(string Step, double Milliseconds)> Times => _times;

    /// <summary>The ids of their traces.</summary>
    public IReadOnlyList<string> Traces => _traces;

    public void Forget()
    {
        _times.Clear();
        _traces.Clear();
    }

    /// <summary>Makes the MOC that all rounds are about.</summary>
    public async Task PrepareAsync()
    {
        var created = await SendAsync("moc-create", HttpMethod.Post, "api/mocs", new JsonObject { ["title"] = _title, ["tags"] = new JsonArray("bench") });
        _moc = IdOf(created);
    }

    public async Task RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await RoundAsync();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task RoundAsync()
    {
        await SendAsync("moc-list", HttpMethod.Get, "api/mocs");
        await SendAsync("moc-get", HttpMethod.Get, $"api/mocs/{_moc}");
        await SendAsync("moc-update", HttpMethod.Patch, $"api/mocs/{_moc}", new JsonObject { ["theme"] = "Harbour" });
        await SendAsync("moc-list", HttpMethod.Get, "api/mocs");
        await SendAsync("moc-get", HttpMethod.Get, $"api/mocs/{_moc}");
        await SendAsync("gallery-image-list", HttpMethod.Get, "api/images");
        await SendAsync("album-list", HttpMethod.Get, "api/albums");

        var wish = $"api/wishlist/{IdOf(await SendAsync("wishlist-create", HttpMethod.Post, "api/wishlist", new JsonObject { ["title"] = "A crane" }))}";
        await SendAsync("wishlist-list", HttpMethod.Get, "api/wishlist");
        await SendAsync("wishlist-get", HttpMethod.Get, wish);
        await SendAsync("wishlist-update", HttpMethod.Patch, wish, new JsonObject { ["category"] = "Cranes" });
        await SendAsync("wishlist-delete", HttpMethod.Delete, wish);

        var lists = $"api/moc-instructions/{_moc}/parts-lists";
        var part = new JsonObject { ["partNumber"] = "3001", ["partName"] = "Brick 2 x 4", ["quantity"] = 4 };
        var list = await SendAsync("parts-list-create", HttpMethod.Post, lists, new JsonObject { ["name"] = "Bricks", ["parts"] = new JsonArray(part) });
        var listId = (string)list["data"]!["partsList"]!["id"]!;
        await SendAsync("parts-list-list", HttpMethod.Get, lists);
        await SendAsync("parts-list-status-update", HttpMethod.Patch, $"{lists}/{listId}/status", new JsonObject { ["status"] = "completed" });
        await SendAsync("parts-list-delete", HttpMethod.Delete, $"{lists}/{listId}");
    }

    private async Task<JsonNode> SendAsync(string step, HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var trace = string.Create(
            CultureInfo.InvariantCulture, $"1-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x8}-{Guid.NewGuid().ToString("N")[..24]}");
        _traces.Add(trace);
        request.Headers.Add("X-Amzn-Trace-Id", $"Root={trace}{_sampled}");
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        _times.Add((step, Stopwatch.GetElapsedTime(started).TotalMilliseconds));
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{step} was answered with {(int)response.StatusCode}: {text}");
    }

    private static string IdOf(JsonNode answer) => (string)answer["data"]!["id"]!;
}
