using System.Text;
using System.Text.Json;
using Lego.Lambda.Runtime.RuntimeApi.Wire;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Sampling.Remote;

/// <summary>
/// The two sampling calls of the X-Ray API through the daemon, which signs them. Source: AWS X-Ray developer guide, "Using sampling rules
/// with the X-Ray API". Whatever goes wrong is an exception. The calls block.
/// </summary>
internal sealed class SamplingApiClient : IDisposable
{
    // The largest account has 25 custom rules of about 1 KB.
    private const int MaxAnswer = 1 << 20;
    private const int MaxPages = 20;

    private const int Ok = 200;

    private readonly HttpConnection _connection;
    private readonly RequestWriter _request = new();
    private readonly byte[] _headers;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _stop = new();

    /// <param name="daemon">The daemon's TCP address.</param>
    /// <param name="timeout">For one call with its whole answer.</param>
    /// <exception cref="FormatException">The address has no host name.</exception>
    internal SamplingApiClient(DaemonAddress daemon, TimeSpan timeout)
    {
        var text = daemon.Host.Contains(':', StringComparison.Ordinal) ? $"[{daemon.Host}]:{daemon.Port}" : $"{daemon.Host}:{daemon.Port}";
        _connection = new HttpConnection(
            "X-Ray daemon",
            HostAddress.TryParse(text, out var address) ? address : throw new FormatException($"'{daemon.Host}' is no host name."),
            MaxAnswer);
        _headers = Encoding.ASCII.GetBytes($" HTTP/1.1\r\nHost: {text}\r\nContent-Type: application/json\r\nContent-Length: ");
        _timeout = timeout;
    }

    /// <summary>Fetches all rules, and when the last of them was changed (epoch seconds).</summary>
    internal (SamplingRules Rules, double Modified) GetRules()
    {
        var rules = new List<SamplingRule>();
        var modified = 0.0;
        string? token = null;
        for (var page = 0; page == 0 || (!string.IsNullOrEmpty(token) && page < MaxPages); page++)
        {
            var request = JsonSerializer.SerializeToUtf8Bytes(new RulesRequest(token), SamplingJson.Default.RulesRequest);
            using var answer = JsonDocument.Parse(Post("GetSamplingRules"u8, request));
            modified = Math.Max(modified, RuleDocumentReader.ReadPage(answer.RootElement, rules));
            token = answer.RootElement.TryGetProperty("NextToken", out var next) ? next.GetString() : null;
        }

        return rules.Count > 0
            ? (new SamplingRules(rules.DistinctBy(static rule => rule.RuleName)), modified)
            : throw new FormatException("The answer has no rules that can be used.");
    }

    /// <summary>Reports at most 25 rules and fetches their targets.</summary>
    internal TargetsAnswer GetTargets(IReadOnlyList<StatisticsDocument> statistics)
    {
        var request = JsonSerializer.SerializeToUtf8Bytes(new TargetsRequest(statistics), SamplingJson.Default.TargetsRequest);
        return JsonSerializer.Deserialize(Post("SamplingTargets"u8, request).Span, SamplingJson.Default.TargetsAnswer) is { SamplingTargetDocuments: not null } targets
            ? targets
            : throw new FormatException("The answer has no SamplingTargetDocuments.");
    }

    /// <summary>Ends the calls; one that is under way on another thread fails.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _connection.Close();
    }

    // Valid until the next call.
    private ReadOnlyMemory<byte> Post(ReadOnlySpan<byte> path, byte[] body)
    {
        _request.Clear().Add("POST /"u8).Add(path).Add(_headers).Add(body.Length).Add("\r\n\r\n"u8).Add(body);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        timeout.CancelAfter(_timeout);
        _connection.Exchange(_request.Written, timeout.Token);
        return _connection.Answer.Status == Ok
            ? _connection.Answer.Body
            : throw new WireException($"The answer to {Encoding.ASCII.GetString(path)} has status {_connection.Answer.Status}.");
    }
}
