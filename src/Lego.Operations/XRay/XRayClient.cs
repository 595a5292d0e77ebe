using Lego.Operations.Aws;

namespace Lego.Operations.XRay;

/// <summary>The reading half of the X-Ray API. The trace console answers it like the service, so the two are asked by the same client.</summary>
/// <param name="endpoint">The service's endpoint, or the console's address.</param>
/// <param name="client">Makes the calls.</param>
internal sealed class XRayClient(Uri endpoint, AwsJsonClient client)
{
    // Seen in the service's answers, not promised by AWS.
    private const int MostTraceIds = 5;

    /// <summary>The name of X-Ray in signatures.</summary>
    public const string Service = "xray";

    /// <summary>All traces that began in a time and match a filter expression.</summary>
    /// <exception cref="OperationsException">The service refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<TraceSummary>> SummariesAsync(
        DateTimeOffset from, DateTimeOffset to, string? filter, CancellationToken cancellationToken)
    {
        var found = new List<TraceSummary>();
        string? next = null;
        do
        {
            // A page may be empty and have a next one.
            var page = await client.CallAsync(
                new Uri(endpoint, "/TraceSummaries"), null, new TraceSummariesCall(Seconds(from), Seconds(to), filter, next),
                XRayJson.Default.TraceSummariesCall, XRayJson.Default.TraceSummariesAnswer, cancellationToken);
            found.AddRange(page.TraceSummaries ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return found;
    }

    /// <summary>The documents of traces; those that are not known are left out.</summary>
    /// <exception cref="OperationsException">The service refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<TraceDocuments>> TracesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        var found = new List<TraceItem>();
        foreach (var batch in ids.Chunk(MostTraceIds))
        {
            string? next = null;
            do
            {
                var page = await client.CallAsync(
                    new Uri(endpoint, "/Traces"), null, new BatchGetTracesCall(batch, next),
                    XRayJson.Default.BatchGetTracesCall, XRayJson.Default.BatchGetTracesAnswer, cancellationToken);
                found.AddRange(page.Traces ?? []);
                next = page.NextToken;
            }
            while (!string.IsNullOrEmpty(next));
        }

        // One trace may be spread over pages.
        return
        [
            .. found.GroupBy(trace => trace.Id).Select(parts => new TraceDocuments(
                parts.Key,
                parts.Any(part => part.LimitExceeded == true),
                [.. parts.SelectMany(part => part.Segments ?? []).Select(segment => segment.Document)])),
        ];
    }

    /// <summary>The service map of a time.</summary>
    /// <exception cref="OperationsException">The service refused, or could not be reached.</exception>
    public async Task<IReadOnlyList<ServiceItem>> MapAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var services = new List<ServiceItem>();
        string? next = null;
        do
        {
            var page = await client.CallAsync(
                new Uri(endpoint, "/ServiceGraph"), null, new ServiceGraphCall(Seconds(from), Seconds(to), next),
                XRayJson.Default.ServiceGraphCall, XRayJson.Default.ServiceGraphAnswer, cancellationToken);
            services.AddRange(page.Services ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        return services;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000d;
}
