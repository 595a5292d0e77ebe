using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Lego.LocalHost;
using Lego.LocalHost.Gateway;
using Lego.LocalHost.Processes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.EndToEnd;

/// <summary>The whole stack on this machine, with the functions as a process of their own, as a client sees it.</summary>
internal sealed class LocalApi : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lego-end-to-end-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private LocalStack? _stack;

    public LocalStack Stack => _stack!;

    public async Task StartAsync(CancellationToken cancellationToken, PayloadFormat format = PayloadFormat.Version2) =>
        _stack = await LocalStack.StartAsync(
            LocalStackOptions.ForTests(_folder) with
            {
                EventFormat = format,
                // The natively compiled executable, where a build made one.
                Environment = name => name == FunctionsProcess.PathVariable ? Environment.GetEnvironmentVariable(name) : null,
            },
            cancellationToken);

    public Task<string> TokenAsync(string user, CancellationToken cancellationToken) =>
        _http.GetStringAsync(new Uri(Stack.Gateway, $"_local/token?user={user}"), cancellationToken);

    /// <summary>Sends a request through the gateway and reads its trace from the console.</summary>
    public async Task<LocalAnswer> SendAsync(
        HttpMethod method, string path, string? token, JsonNode? body = null, HttpContent? content = null, CancellationToken cancellationToken = default)
    {
        var traceId = Lego.Lambda.Runtime.Tracing.TraceIds.ToXRay(TestTrace.NewHeader().TraceId);
        using var request = new HttpRequestMessage(method, new Uri(Stack.Gateway, path));
        request.Headers.Add("X-Amzn-Trace-Id", $"Root={traceId};Sampled=1");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token.Trim());
        request.Content = content ?? (body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new LocalAnswer(
            (int)response.StatusCode,
            text.Length > 0 ? JsonNode.Parse(text) : null,
            response.Headers.Location,
            await TraceAsync(traceId, cancellationToken));
    }

    /// <summary>Makes what was written visible to searches.</summary>
    public async Task RefreshIndexAsync(string index, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(new Uri($"{Stack.Server("opensearch").Endpoint}/{index}/_refresh"), null, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public Task<byte[]> DownloadAsync(Uri link, CancellationToken cancellationToken) => _http.GetByteArrayAsync(link, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<JsonObject?> TraceAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(Stack.Console, $"api/traces/{id}"), cancellationToken);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject() : null;
    }
}
