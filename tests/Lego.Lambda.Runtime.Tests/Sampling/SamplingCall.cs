using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Tests.Sampling;

/// <summary>A request that a <see cref="FakeSamplingApi"/> got.</summary>
internal sealed record SamplingCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The statistics of a call of <c>/SamplingTargets</c>: rule, requests, kept, borrowed.</summary>
    public IReadOnlyList<(string Rule, int Requests, int Sampled, int Borrowed)> Statistics =>
    [
        .. Json["SamplingStatisticsDocuments"]!.AsArray().Select(document => (
            (string)document!["RuleName"]!,
            (int)document["RequestCount"]!,
            (int)document["SampledCount"]!,
            (int)document["BorrowCount"]!)),
    ];

    public static async Task<SamplingCall> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var start = ((await reader.ReadLineAsync(cancellationToken)) ?? "").Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        // The bodies are ASCII, so characters are bytes.
        var body = new char[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await reader.ReadBlockAsync(body, cancellationToken);
        return new SamplingCall(start[0], start.ElementAtOrDefault(1) ?? "", headers, new string(body));
    }
}
