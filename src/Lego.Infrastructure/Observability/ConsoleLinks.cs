namespace Lego.Infrastructure.Observability;

/// <summary>Addresses of pages of the AWS console.</summary>
/// <param name="region">Region, or the token that stands for it.</param>
internal sealed class ConsoleLinks(string region)
{
    /// <summary>
    /// The list of traces of the last hour that fit a filter. Source: AWS X-Ray developer guide, "Console deep linking"; a range is
    /// counted back from when the page is opened and reaches 6 hours at most.
    /// </summary>
    public string Traces(string filter, string range = "PT1H") =>
        $"https://{region}.console.aws.amazon.com/xray/home?region={region}#/traces?timeRange={range}&filter={Uri.EscapeDataString(filter)}";

    /// <summary>The map of services of the last hour.</summary>
    public string Map(string range = "PT1H") => $"https://{region}.console.aws.amazon.com/xray/home?region={region}#/service-map?timeRange={range}";

    public string Dashboard(string name) => CloudWatch($"dashboards/dashboard/{name}");

    public string Alarms() => CloudWatch("alarmsV2:");

    public string Queries() => CloudWatch("logsV2:logs-insights");

    private string CloudWatch(string page) => $"https://{region}.console.aws.amazon.com/cloudwatch/home?region={region}#{page}";
}
