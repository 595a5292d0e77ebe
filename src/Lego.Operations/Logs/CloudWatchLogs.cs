using System.Text.Json.Serialization;
using Lego.Operations.Aws;
using Lego.Operations.XRay;

namespace Lego.Operations.Logs;

/// <summary>The log groups that a trace names, searched by <c>FilterLogEvents</c>.</summary>
internal sealed class CloudWatchLogs(Uri endpoint, AwsJsonClient client) : ILogSource
{
    // Pages may be empty while the service is still searching.
    private const int MostPages = 20;

    /// <summary>The name of the service in signatures.</summary>
    public const string Service = "logs";

    public async Task<IReadOnlyList<string>> LinesAsync(
        TraceDocuments trace, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var group in trace.LogGroups)
        {
            string? next = null;
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await client.CallAsync(
                    endpoint,
                    "Logs_20140328.FilterLogEvents",
                    new FilterLogEventsCall(
                        group, $"{{ $.traceId = \"{trace.Id}\" }}", from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), next),
                    CloudWatchLogsJson.Default.FilterLogEventsCall,
                    CloudWatchLogsJson.Default.FilterLogEventsAnswer,
                    cancellationToken);
                lines.AddRange((answer.Events ?? []).Select(line => line.Message));
                next = answer.NextToken;
                if (string.IsNullOrEmpty(next))
                {
                    break;
                }
            }
        }

        return lines;
    }
}

// Source: Amazon CloudWatch Logs API reference, FilterLogEvents; times are epoch milliseconds.
internal sealed record FilterLogEventsCall(string LogGroupName, string FilterPattern, long StartTime, long EndTime, string? NextToken);

internal sealed record FilterLogEventsAnswer(IReadOnlyList<LogEvent>? Events, string? NextToken);

internal sealed record LogEvent(string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FilterLogEventsCall))]
[JsonSerializable(typeof(FilterLogEventsAnswer))]
internal sealed partial class CloudWatchLogsJson : JsonSerializerContext;
