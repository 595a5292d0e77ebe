using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions;

namespace Lego.Demo;

/// <summary>Plain HTTP to the API, one printed line a step. Each step names its function, so that none can be forgotten.</summary>
internal sealed class DemoClient(Uri gateway, DemoOptions options) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly List<DemoStep> _steps = [];

    /// <summary>What was called so far.</summary>
    public IReadOnlyList<DemoStep> Steps => _steps;

    /// <summary>Calls a function through its route.</summary>
    /// <param name="story">What happens, for the printed line.</param>
    /// <param name="function">Id of the function.</param>
    /// <param name="user">The signed-in user; null for nobody.</param>
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
        DemoUser? user,
        int status,
        (string Name, string Value)[]? path = null,
        string query = "",
        JsonNode? body = null,
        MultipartFormDataContent? form = null)
    {
        var row = FunctionCatalog.Find(function);
        var url = (path ?? []).Aggregate(
            row.Route, (route, parameter) => route.Replace($"{{{parameter.Name}}}", parameter.Value, StringComparison.Ordinal));
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), Address(url + query));
        var traceId = NewTraceId();
        request.Headers.Add("X-Amzn-Trace-Id", $"Root={traceId};Sampled=1");
        if (options.CorrelationId is { } correlationId)
        {
            request.Headers.Add("X-Correlation-ID", correlationId);
        }

        request.Headers.Authorization = user is null ? null : new AuthenticationHeaderValue("Bearer", user.Token);
        request.Content = form ?? (HttpContent?)(body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var duration = Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        _steps.Add(new DemoStep(function, traceId, (int)response.StatusCode, status));
        var mark = (int)response.StatusCode == status ? "ok  " : "FAIL";
        options.Print($"{mark} {(int)response.StatusCode} {function,-28} {duration,5} ms  {story}  {options.TracePage?.Invoke(traceId).AbsoluteUri ?? traceId}");
        return (int)response.StatusCode == status
            ? text.Length > 0 ? JsonNode.Parse(text) : null
            : throw new DemoException($"{function} answered {(int)response.StatusCode} instead of {status}: {text}");
    }

    /// <summary>Searches until something is found: what was written is visible to searches a second later.</summary>
    public async Task FindAsync(string story, string function, DemoUser user, string query)
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

            await Task.Delay(TimeSpan.FromMilliseconds(300), options.Clock);
        }
    }

    /// <summary>Sends a file to a presigned address, with the headers that its signature covers.</summary>
    /// <exception cref="DemoException">It was not taken, or nothing answers there.</exception>
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

        try
        {
            using var response = await _http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
            {
                throw new DemoException($"The upload of {upload["filename"]} was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        }
        catch (HttpRequestException exception)
        {
            throw new DemoException($"The upload of {upload["filename"]} did not reach {request.RequestUri!.Authority}: {exception.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A REST API has its stage in front of the route.</summary>
    private Uri Address(string route) => new(gateway.AbsoluteUri.TrimEnd('/') + route);

    private string NewTraceId() =>
        $"1-{options.Clock.GetUtcNow().ToUnixTimeSeconds():x8}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
}
