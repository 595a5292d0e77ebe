using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Sampling.Remote;

/// <summary>
/// The two sampling calls of the X-Ray API through the daemon, which signs them. Source: AWS X-Ray developer guide, "Using sampling rules
/// with the X-Ray API". Whatever goes wrong is an exception.
/// </summary>
internal sealed class SamplingApiClient : IDisposable
{
    // The largest account has 25 custom rules of about 1 KB.
    private const int MaxAnswer = 1 << 20;
    private const int MaxPages = 20;

    private readonly HttpClient _http;

    /// <param name="daemon">The daemon's TCP address.</param>
    /// <param name="timeout">For one call with its whole answer.</param>
    internal SamplingApiClient(DaemonAddress daemon, TimeSpan timeout) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        // Without a propagator no activity is started and no trace header is sent: these calls belong to no request.
        ActivityHeadersPropagator = null,
    })
    {
        BaseAddress = new UriBuilder("http", daemon.Host, daemon.Port).Uri,
        Timeout = timeout,
        MaxResponseContentBufferSize = MaxAnswer,
    };

    /// <summary>Fetches all rules, and when the last of them was changed (epoch seconds).</summary>
    internal async Task<(SamplingRules Rules, double Modified)> GetRulesAsync(CancellationToken cancellationToken)
    {
        var rules = new List<SamplingRule>();
        var modified = 0.0;
        string? token = null;
        for (var page = 0; page == 0 || (!string.IsNullOrEmpty(token) && page < MaxPages); page++)
        {
            var request = JsonSerializer.SerializeToUtf8Bytes(new RulesRequest(token), SamplingJson.Default.RulesRequest);
            using var answer = JsonDocument.Parse(await PostAsync("GetSamplingRules", request, cancellationToken).ConfigureAwait(false));
            modified = Math.Max(modified, RuleDocumentReader.ReadPage(answer.RootElement, rules));
            token = answer.RootElement.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        }

        return rules.Count > 0
            ? (new SamplingRules(rules.DistinctBy(static rule => rule.RuleName)), modified)
            : throw new FormatException("The answer has no rules that can be used.");
    }

    /// <summary>Reports at most 25 rules and fetches their targets.</summary>
    internal async Task<TargetsAnswer> GetTargetsAsync(IReadOnlyList<StatisticsDocument> statistics, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new TargetsRequest(statistics), SamplingJson.Default.TargetsRequest);
        var answer = await PostAsync("SamplingTargets", request, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(answer, SamplingJson.Default.TargetsAnswer) is { SamplingTargetDocuments: not null } targets
            ? targets
            : throw new FormatException("The answer has no SamplingTargetDocuments.");
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.OK
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)
            : throw new HttpRequestException($"The answer to {path} has status {(int)response.StatusCode}.");
    }
}
