namespace Lego.Infrastructure.Tests.Observability.Pages;

/// <summary>Options of the commands that the pages name. Source: AWS CLI command reference, version 2.</summary>
internal static class AwsCommands
{
    private static readonly string[] Global = ["region", "profile", "output", "query", "endpoint-url", "no-cli-pager"];

    public static IReadOnlyDictionary<string, (string[] Required, string[] All)> Options { get; } = new Dictionary<string, (string[], string[])>
    {
        ["aws xray get-trace-summaries"] = Of("start-time end-time", "time-range-type sampling no-sampling sampling-strategy filter-expression"),
        ["aws xray batch-get-traces"] = Of("trace-ids", ""),
        ["aws xray get-service-graph"] = Of("start-time end-time", "group-name group-arn"),
        ["aws xray get-trace-graph"] = Of("trace-ids", ""),
        ["aws xray get-time-series-service-statistics"] =
            Of("start-time end-time", "group-name group-arn entity-selector-expression period forecast-statistics no-forecast-statistics"),
        ["aws xray get-sampling-rules"] = Of("", ""),
        ["aws xray get-sampling-statistic-summaries"] = Of("", ""),
        ["aws xray update-sampling-rule"] = Of("sampling-rule-update", ""),
        ["aws xray create-group"] = Of("group-name", "filter-expression insights-configuration tags"),
        ["aws xray get-trace-segment-destination"] = Of("", ""),
        ["aws logs start-query"] = Of(
            "start-time end-time query-string", "query-language log-group-name log-group-names log-group-identifiers limit"),
        ["aws logs get-query-results"] = Of("query-id", ""),
        ["aws cloudwatch describe-alarms"] = Of(
            "", "alarm-names alarm-name-prefix alarm-types children-of-alarm-name parents-of-alarm-name state-value action-prefix"),
        ["aws lambda get-function-configuration"] = Of("function-name", "qualifier"),
        ["aws lambda get-function-concurrency"] = Of("function-name", ""),
        ["aws lambda invoke"] = Of("function-name payload", "cli-binary-format cli-read-timeout invocation-type log-type client-context qualifier"),
        ["aws lambda get-account-settings"] = Of("", ""),
        ["aws ce get-cost-and-usage"] = Of("time-period granularity metrics", "filter group-by"),
    };

    private static (string[] Required, string[] All) Of(string required, string optional)
    {
        var needed = required.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (needed, [.. needed, .. optional.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. Global]);
    }
}
