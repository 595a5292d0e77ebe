using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Functions.Shared;

/// <summary>OpenSearch, as far as the functions need it.</summary>
internal sealed partial class SearchIndex : IDisposable
{
    private static readonly TimeSpan WriteBudget = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(3);

    private readonly HttpClient? _http;
    private readonly SearchCredentials? _credentials;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly Retry _retry;

    /// <param name="settings">Where OpenSearch is; without an address nothing is indexed.</param>
    /// <param name="options">What handlers share.</param>
    /// <param name="random">Source of the spread of retries, 0 to 1.</param>
    /// <param name="callTimeout">Longest that one request may take; null for what a request of the API can wait.</param>
    public SearchIndex(AppSettings settings, HandlerOptions options, Func<double> random, TimeSpan? callTimeout = null)
    {
        _logger = options.LoggerFactory.CreateLogger(nameof(SearchIndex));
        _clock = options.Clock;
        _retry = new Retry(RetryRule.IndexWrite, exception => exception is SearchIndexException { IsRetryable: true }, options, random);
        if (settings.Search.Length > 0)
        {
            var address = new Uri(settings.Search.TrimEnd('/') + "/");
            _credentials = new SearchCredentials(settings, address, options);
            _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = CallTimeout, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
            {
                BaseAddress = address,
                Timeout = callTimeout ?? CallTimeout,
            };
        }
    }

    public bool IsConfigured => _http is not null;

    /// <summary>True when the cluster says green or yellow.</summary>
    public Task<bool> IsHealthyAsync(CancellationToken cancellationToken) =>
        TraceCalls.TraceSearch("cluster.health", "", async subsegment =>
        {
            using var response = await SendAsync(HttpMethod.Get, "_cluster/health", null, subsegment, cancellationToken);
            var health = await ReadAsync(response, SearchJson.Default.HealthAnswer, cancellationToken);
            return health.Status is "green" or "yellow";
        });

    /// <summary>Runs a query and returns the ids that it hit, with their scores.</summary>
    /// <exception cref="SearchIndexException">The index is not configured, failed, or answered in part only.</exception>
    public Task<SearchHits> SearchAsync(string index, JsonObject query, CancellationToken cancellationToken) =>
        TraceCalls.TraceSearch("search", index, async subsegment =>
        {
            using var response = await SendAsync(HttpMethod.Post, $"{index}/_search", query.ToJsonString(), subsegment, cancellationToken);
            var answer = await ReadAsync(response, SearchJson.Default.SearchAnswer, cancellationToken);
            if (answer.TimedOut || answer.Shards is { Failed: > 0 } || answer.Hits is not { } hits)
            {
                throw new SearchIndexException("The search was answered in part only.", HttpStatusCode.OK);
            }

            subsegment.AddMetadata("hits", hits.Total?.Value ?? 0);
            List<ScoredId> found = [];
            foreach (var hit in hits.Hits ?? [])
            {
                if (Guid.TryParse(hit?.Id, out var id))
                {
                    found.Add(new ScoredId(id, hit!.Score ?? 0));
                }
            }

            return new SearchHits(found, hits.Total?.Value ?? found.Count);
        });

    /// <summary>Writes a document after the database has committed: best effort, within a small budget of time.</summary>
    public Task IndexAsync<T>(SearchMapping mapping, Guid id, T document, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        WriteAsync("index", mapping, id, HttpMethod.Put, JsonSerializer.Serialize(document, type), cancellationToken);

    /// <summary>Removes a document, best effort; one that is not there counts as removed.</summary>
    public Task DeleteAsync(SearchMapping mapping, Guid id, CancellationToken cancellationToken) =>
        WriteAsync("delete", mapping, id, HttpMethod.Delete, null, cancellationToken);

    public void Dispose() => _http?.Dispose();

    private Task WriteAsync(
        string operation, SearchMapping mapping, Guid id, HttpMethod method, string? document, CancellationToken cancellationToken)
    {
        if (_http is null)
        {
            return Task.CompletedTask;
        }

        return BestEffort.RunAsync(_logger, "search:" + operation, async () =>
        {
            using var budget = new CancellationTokenSource(WriteBudget, _clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
            await _retry.RunAsync(
                "search:" + operation,
                async token =>
                {
                    if (document is not null)
                    {
                        await CreateOnceAsync(mapping, token);
                    }

                    return await TraceCalls.TraceSearch(operation, mapping.Index, async subsegment =>
                    {
                        using var response = await SendAsync(method, $"{mapping.Index}/_doc/{id}", document, subsegment, token);
                        return true;
                    });
                },
                linked.Token);
        });
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json, Subsegment subsegment, CancellationToken cancellationToken)
    {
        var http = _http ?? throw new SearchIndexException("The search index is not configured.", HttpStatusCode.NotImplemented);
        var address = new Uri(http.BaseAddress!, path);
        using var request = new HttpRequestMessage(method, address);
        byte[] body = json is null ? [] : Encoding.UTF8.GetBytes(json);
        if (json is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        subsegment.SetHttpRequest(method.Method, address.AbsoluteUri);
        try
        {
            await _credentials!.AddAsync(request, body, cancellationToken);
            var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode || await IsExpectedAsync(method, path, response, cancellationToken))
            {
                // An expected refusal is no error of the trace either.
                subsegment.SetHttpResponse(response.IsSuccessStatusCode ? (int)response.StatusCode : 200, response.Content.Headers.ContentLength);
                return response;
            }

            using (response)
            {
                subsegment.SetHttpResponse((int)response.StatusCode, response.Content.Headers.ContentLength);
                throw new SearchIndexException($"OpenSearch answered {(int)response.StatusCode}.", response.StatusCode);
            }
        }
        catch (HttpRequestException exception)
        {
            throw new SearchIndexException("OpenSearch could not be reached.", innerException: exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SearchIndexException("OpenSearch did not answer in time.", innerException: exception);
        }
    }

    /// <summary>A document that is already gone, or no longer what a write with a condition expects, and an index that exists.</summary>
    private static async Task<bool> IsExpectedAsync(
        HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellationToken) =>
        (method == HttpMethod.Delete && response.StatusCode == HttpStatusCode.NotFound)
        || (path.Contains('?', StringComparison.Ordinal) && response.StatusCode == HttpStatusCode.Conflict)
        || (method == HttpMethod.Put
            && !path.Contains('/', StringComparison.Ordinal)
            && response.StatusCode == HttpStatusCode.BadRequest
            && (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("resource_already_exists", StringComparison.Ordinal));

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(body, type, cancellationToken) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new SearchIndexException("OpenSearch's answer was not understood.", response.StatusCode, exception);
        }
    }
}
