using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Lego.LocalHost.Embedded.Search;

namespace Lego.LocalHost.Tests.Search;

/// <summary>A running server on a folder of its own, called over HTTP.</summary>
internal sealed class SearchServer : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly string _folder;

    private SearchServer(EmbeddedSearch server, string folder)
    {
        Server = server;
        _folder = folder;
    }

    public EmbeddedSearch Server { get; }

    public static async Task<SearchServer> StartAsync(TimeProvider? clock = null, string? folder = null)
    {
        folder ??= Path.Combine(Path.GetTempPath(), "lego-search-" + Guid.NewGuid().ToString("N"));
        var server = new EmbeddedSearch(new EmbeddedSearchOptions { DataFolder = folder, TimeProvider = clock ?? TimeProvider.System });
        await server.StartAsync(CancellationToken.None);
        return new SearchServer(server, folder);
    }

    /// <summary>A copy of the data as it lies on the disk at this moment, which is what a kill leaves.</summary>
    public string CopyData()
    {
        var copy = _folder + "-copy";
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileName(file) == "write.lock")
            {
                // The file stays behind after a kill; the lock on it does not, and it keeps the original from being copied.
                File.WriteAllBytes(target, []);
            }
            else
            {
                File.Copy(file, target);
            }
        }

        return copy;
    }

    public async Task<SearchAnswer> SendAsync(string method, string path, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Server.Endpoint + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.Add("Content-Type", contentType);
        }

        using var response = await _client.SendAsync(request);
        return new SearchAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends what a test builds on and that must succeed.</summary>
    public async Task<SearchAnswer> ArrangeAsync(string method, string path, string? body = null)
    {
        var answer = await SendAsync(method, path, body);
        Assert.That((int)answer.Status, Is.InRange(200, 299), answer.Text);
        return answer;
    }

    /// <summary>Writes documents and makes them searchable.</summary>
    public Task AddAsync(string index, params (string Id, string Source)[] documents)
    {
        var lines = documents.Select(document => $$$"""{"index":{"_id":"{{{document.Id}}}"}}""" + "\n" + document.Source.ReplaceLineEndings(" ") + "\n");
        return ArrangeAsync("POST", $"/{index}/_bulk?refresh=true", string.Concat(lines));
    }

    public Task<SearchAnswer> SearchAsync(string index, string body) => SendAsync("POST", $"/{index}/_search", body);

    /// <summary>The ids that a query finds, in the order of the answer.</summary>
    public async Task<string[]> FindAsync(string index, string query)
    {
        var answer = await SearchAsync(index, $$"""{"query":{{query}},"size":100}""");
        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        return answer.Ids;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Server.DisposeAsync();
        foreach (var folder in new[] { _folder, _folder + "-copy" }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

internal sealed record SearchAnswer(HttpStatusCode Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? ErrorType => (string?)Json["error"]?["type"];

    public string? Reason => (string?)Json["error"]?["reason"];

    /// <summary>The first cause, which for searches is where the reason stands.</summary>
    public string? RootReason => (string?)Json["error"]?["root_cause"]?[0]?["reason"];

    public JsonArray Hits => Json["hits"]!["hits"]!.AsArray();

    public string[] Ids => [.. Hits.Select(hit => (string)hit!["_id"]!)];

    public int Total => (int)Json["hits"]!["total"]!["value"]!;
}
