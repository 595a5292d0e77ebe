using System.Text;
using System.Text.Json.Nodes;
using Lego.TraceConsole;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Infrastructure.Tests.Observability.Traces;

/// <summary>A trace console of its own, asked by X-Ray's API: what it finds for a filter is what X-Ray's documentation says of it.</summary>
internal sealed class ExampleConsole : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("observed-traces-");
    private readonly HttpClient _http = new();
    private TraceConsoleServer _server = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public static async Task<ExampleConsole> StartAsync(IEnumerable<JsonObject>? documents = null)
    {
        var console = new ExampleConsole();
        console._server = await TraceConsoleServer.StartAsync(
            new TraceConsoleOptions { HttpPort = 0, DaemonPort = 0, DataFolder = console._folder.FullName, Clock = console.Clock });
        foreach (var document in documents ?? [])
        {
            var texts = new JsonArray((JsonNode)document.ToJsonString());
            await console.CallAsync("/TraceSegments", new JsonObject { ["TraceSegmentDocuments"] = texts });
        }

        await console._server.FlushAsync();
        return console;
    }

    /// <summary>The ids of the traces that fit a filter.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string filter)
    {
        List<string> found = [];
        string? next = null;
        do
        {
            var request = new JsonObject
            {
                ["StartTime"] = ExampleTrace.Start - 1800, ["EndTime"] = ExampleTrace.Start + 1800, ["FilterExpression"] = filter,
            };
            if (next is not null)
            {
                request["NextToken"] = next;
            }

            var page = await CallAsync("/TraceSummaries", request);
            found.AddRange(page["TraceSummaries"]!.AsArray().Select(summary => summary!["Id"]!.GetValue<string>()));
            next = page["NextToken"]?.GetValue<string>();
        }
        while (next is not null);
        return found;
    }

    /// <summary>A call that has to succeed; a filter that is no filter does not.</summary>
    public async Task<JsonNode> CallAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(_server.Endpoint, path), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(200), $"{body.ToJsonString()}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Status of a page.</summary>
    public async Task<int> PageAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(_server.Endpoint, path));
        return (int)response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
