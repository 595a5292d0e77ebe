using Amazon.CDK.AWS.Logs;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability;

/// <summary>
/// The queries that an on-call engineer finds under the stage's folder. All read JSON lines of the framework, whose members are fields.
/// Source: CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax".
/// </summary>
internal static class SavedQueries
{
    /// <summary>Log groups that one query may read. Source: CloudWatch Logs quotas.</summary>
    public const int MaxLogGroups = 50;

    public const string ByTraceId = "by trace id";
    public const string ByCorrelationId = "by correlation id";
    public const string SlowRequests = "slow requests";
    public const string ErrorsByType = "errors by type";
    public const string ServerErrors = "server errors";
    public const string FailedTraces = "lines of failed traces";
    public const string ColdStarts = "cold starts";
    public const string Joined = "gateway and functions by trace";
    public const string TracingTroubles = "tracing troubles";

    public static IReadOnlyList<SavedQuery> Of(EntryPoint entryPoint) =>
    [
        new(ByTraceId, """
            fields @timestamp, level, functionName, message, statusCode, duration, errorType, error.message, status, latencyMs
            | filter traceId = "1-00000000-000000000000000000000000"
            | sort @timestamp asc
            | limit 1000
            """, WithAccessLog: true),
        new(ByCorrelationId, """
            fields @timestamp, level, functionName, message, statusCode, duration, errorType, error.message, traceId
            | filter correlationId = "00000000-0000-0000-0000-000000000000"
            | sort @timestamp asc
            | limit 1000
            """),
        new(SlowRequests, """
            fields @timestamp, functionName, duration, statusCode, method, path, traceId, correlationId
            | filter message in ["Request done", "Request failed"] and duration > 2000
            | sort duration desc
            | limit 100
            """),
        new(ErrorsByType, """
            filter message = "Request failed"
            | stats count(*) as requests, count_distinct(userId) as users, max(duration) as slowest, max(traceId) as exampleTrace
              by errorType, statusCode, functionName
            | sort requests desc
            """),
        new(ServerErrors, """
            fields @timestamp, functionName, errorType, error.name, error.message, duration, traceId, correlationId
            | filter message = "Request failed" and statusCode >= 500
            | sort @timestamp desc
            | limit 100
            """),
        new(FailedTraces, """
            filter ispresent(traceId)
            | stats max(statusCode) as status, max(errorType) as type, max(error.message) as errorMessage, max(functionName) as function,
              max(duration) as milliseconds, count(*) as lines by traceId
            | filter status >= 500
            | sort lines desc
            | limit 100
            """),
        // Lambda writes its own lines as text or as JSON, as the function's log format says.
        new(ColdStarts, """
            filter @type = "REPORT" or type = "platform.report"
            | fields coalesce(@initDuration, record.metrics.initDurationMs) as init
            | stats count(*) as invocations, count(init) as coldStarts, 100 * count(init) / count(*) as percent,
              avg(init) as averageMs, pct(init, 95) as p95Ms, max(init) as slowestMs by @log
            | sort coldStarts desc
            """),
        new(Joined, JoinedText(entryPoint), WithAccessLog: true),
        new(TracingTroubles, """
            fields @timestamp, functionName, level, message, @log
            | filter context = "Lego.Lambda.Tracing" or message = "The invocation could not be traced"
            | sort @timestamp desc
            | limit 100
            """),
    ];

    public static string NameOf(string stage, string query) => $"{StageNames.Prefix(stage)}/{query}";

    public static void Create(Construct scope, ObservabilityInput input)
    {
        foreach (var query in Of(input.Stage.EntryPoint))
        {
            _ = new CfnQueryDefinition(scope, $"Query-{query.Name.Replace(' ', '-')}", new CfnQueryDefinitionProps
            {
                Name = NameOf(input.Name, query.Name),
                QueryString = query.Text,
                LogGroupNames = LogGroups(input, query),
            });
        }
    }

    private static string[] LogGroups(ObservabilityInput input, SavedQuery query)
    {
        string[] groups = query.WithAccessLog && input.Api.AccessLogGroup is { } access
            ? [access, .. input.FunctionLogGroups]
            : [.. input.FunctionLogGroups];
        return groups.Length <= MaxLogGroups
            ? groups
            : throw new InvalidOperationException(
                $"The query '{query.Name}' would read {groups.Length} log groups; CloudWatch Logs Insights reads at most {MaxLogGroups}.");
    }

    // A REST API writes the trace id itself; HTTP APIs have no variable for it. Their lines have Lambda's request id under a name of its own,
    // the functions' lines as "requestId", and these have the trace id as well. "-" is what a gateway writes of what it does not know.
    private static string JoinedText(EntryPoint entryPoint) =>
        $"""
        {(entryPoint == EntryPoint.RestApi ? "fields traceId as request" : "fields coalesce(lambdaRequestId, requestId) as request")}
        | filter ispresent(request) and request != "-"
        | stats max(traceId) as trace, max(functionName) as function, max(status) as seenByClient, max(statusCode) as answered,
          max(latencyMs) as gatewayMs, max(duration) as functionMs, max(errorType) as error, count(*) as lines by request
        | sort gatewayMs desc
        | limit 100
        """;
}
