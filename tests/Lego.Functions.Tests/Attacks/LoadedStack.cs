using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lego.LocalHost;

namespace Lego.Functions.Tests.Attacks;

/// <summary>The whole stack on this machine, with the log lines of its functions process and what that process holds of the system.</summary>
internal sealed class LoadedStack : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lego-load-").FullName;
    private readonly ConcurrentQueue<string> _lines = new();
    private LocalStack? _stack;

    public LocalStack Stack => _stack!;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>The lines so far that are of a request.</summary>
    public IEnumerable<JsonObject> RequestLines =>
        _lines.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => line.ContainsKey("correlationId"));

    public static async Task<LoadedStack> StartAsync(CancellationToken cancellationToken)
    {
        var loaded = new LoadedStack();
        loaded._stack = await LocalStack.StartAsync(
            LocalStackOptions.ForTests(loaded._folder) with { FunctionLines = loaded._lines.Enqueue }, cancellationToken);
        return loaded;
    }

    /// <summary>How many files and sockets the functions process has open, and how many threads.</summary>
    public (int Files, int Threads) Held()
    {
        var process = $"/proc/{Stack.Functions!.ProcessId}";
        return (Directory.GetFiles($"{process}/fd").Length, Directory.GetDirectories($"{process}/task").Length);
    }

    /// <summary>Waits until the console has the trace.</summary>
    public async Task<JsonObject> TraceAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await Http.GetAsync(new Uri(Stack.Console, $"api/traces/{id}"), cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
            }

            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
