using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions;

namespace Lego.LocalHost.Demo;

/// <summary>Plain HTTP to the API, one printed line a step. Each step names its function, so that none can be forgotten.</summary>
internal sealed class DemoClient(Uri gateway, Uri console, Action<string> print) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly Dictionary<string, string> _tokens = [];
    private readonly List<DemoStep> _steps = [];

    /// <summary>What was called so far.</summary>
    public IReadOnlyList<DemoStep> Steps => _steps;

    /// <summary>Calls a function through its route.</summary>
    /// <param name="story">What happens, for the printed line.</param>
    /// <param name="function">Id of the function.</param>
    /// <param name="user">Name of the signed-in user; null for nobody.</param>
    /// <param name="status">The status that the story expects.</param>
    /// <param name="path">Values of the route's parameters.</param>
    /// <param name="query">The query string.</param>
    /// <param name="body">A JSON body.</param>
    /// <param name="form">A multipart body.</param>
    /// <returns>The answer's envelope; null without a body.</returns>
    /// <exception cref="DemoException">The answer has another status.</exception>
    public async Task<JsonNode?> CallAsync(
        string story,
        string function,
        string? user,
        int status,
        (string Name, string Value)[]? path = null,
        string query = "",
        JsonNode? body = null,
        MultipartFormDataContent? form = null)
    {
        var row = FunctionCatalog.Find(function);
        var url = (path ?? []).Aggregate(
            row.Route, (route, parameter) => route.Replace($"{{{parameter.Name}}}", parameter.Value, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(gateway, url + query));
        var traceId = NewTraceId();
        request.Headers.Add("X-Amzn-Trace-Id", $"Root={traceId};Sampled=1");
        request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Bearer", await TokenAsync(user));
        request.Content = form ?? (HttpContent?)(body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var duration = Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        _steps.Add(new DemoStep(function, traceId));
        var mark = (int)response.StatusCode == status ? "ok  " : "FAIL";
        print($"{mark} {(int)response.StatusCode} {function,-28} {duration,5} ms  {story}  {new Uri(console, "/traces/" + traceId)}");
        return (int)response.StatusCode == status
            ? text.Length > 0 ? JsonNode.Parse(text) : null
            : throw new DemoException($"{function} answered {(int)response.StatusCode} instead of {status}: {text}");
    }

    /// <summary>Searches until something is found: what was written is visible to searches a second later.</summary>
    public async Task FindAsync(string story, string function, string user, string query)
    {
        const int Attempts = 10;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await CallAsync(story, function, user, 200, query: query);
            if (answer?["data"]?.AsArray().Count > 0)
            {
                return;
            }

            if (attempt == Attempts)
            {
                throw new DemoException($"{function} found nothing with {query}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }

    /// <summary>Sends a file to a presigned address, with the headers that its signature covers.</summary>
    public async Task PutAsync(JsonNode upload, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, (string)upload["uploadUrl"]!) { Content = new ByteArrayContent(content) };
        foreach (var (name, value) in upload["requiredHeaders"]!.AsObject())
        {
            if (!request.Headers.TryAddWithoutValidation(name, (string)value!))
            {
                request.Content.Headers.TryAddWithoutValidation(name, (string)value!);
            }
        }

        using var response = await _http.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoException($"The upload of {upload["filename"]} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Which function the console shows for a trace; null when it does not know the trace.</summary>
    public async Task<string?> TracedFunctionAsync(string traceId)
    {
        using var response = await _http.GetAsync(new Uri(console, "/api/traces/" + traceId));
        return response.IsSuccessStatusCode
            ? (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())?["summary"]?["function"]
            : null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> TokenAsync(string user)
    {
        if (!_tokens.TryGetValue(user, out var token))
        {
            token = (await _http.GetStringAsync(new Uri(gateway, "/_local/token?user=" + user))).Trim();
            _tokens[user] = token;
        }

        return token;
    }

    private static string NewTraceId() =>
        $"1-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
}
