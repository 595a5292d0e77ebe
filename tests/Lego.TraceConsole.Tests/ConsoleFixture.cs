using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Lego.TraceConsole.Tests;

/// <summary>A console of its own on free ports and in a folder of its own, with a socket to send to it.</summary>
internal sealed class ConsoleFixture : IAsyncDisposable
{
    private const string Header = "{\"format\": \"json\", \"version\": 1}\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("trace-console-");
    private readonly Socket _sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly HttpClient _http = new();
    private readonly long _maxStoreBytes;
    private bool _stopped;

    private ConsoleFixture(long maxStoreBytes) => _maxStoreBytes = maxStoreBytes;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public TraceConsoleServer Server { get; private set; } = null!;

    public string Folder => _folder.FullName;

    public static async Task<ConsoleFixture> StartAsync(long maxStoreBytes = 1L << 30)
    {
        var fixture = new ConsoleFixture(maxStoreBytes);
        await fixture.StartServerAsync();
        return fixture;
    }

    public async Task StartServerAsync()
    {
        Server = await TraceConsoleServer.StartAsync(
            new TraceConsoleOptions { HttpPort = 0, DaemonPort = 0, DataFolder = Folder, Clock = Clock, MaxStoreBytes = _maxStoreBytes });
        _stopped = false;
    }

    public async Task StopServerAsync()
    {
        _stopped = true;
        await Server.DisposeAsync();
    }

    public Task SendAsync(JsonObject document) => SendRawAsync(Header + document.ToJsonString());

    public Task SendBodyAsync(string body) => SendRawAsync(Header + body);

    public async Task SendRawAsync(string datagram) => await _sender.SendToAsync(Encoding.UTF8.GetBytes(datagram), Server.Daemon);

    public async Task SendAllAsync(IEnumerable<JsonObject> documents)
    {
        foreach (var document in documents)
        {
            await SendAsync(document);
        }

        await Server.FlushAsync();
    }

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(Server.Endpoint, path));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<string> PageAsync(string path) => (await GetAsync(path)).Body;

    public async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await PageAsync(path))!;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request);

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await Server.DisposeAsync();
        }

        _sender.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
