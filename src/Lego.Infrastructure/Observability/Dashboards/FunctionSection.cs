using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability.Metrics;
using Lego.Infrastructure.Observability.Traces;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>The functions, a row for each domain, then what concerns all of them: cold starts, concurrency, memory.</summary>
internal sealed class FunctionSection(ObservabilityInput input, Widgets widgets, ConsoleLinks links)
{
    private readonly string _stage = input.Name;

    public void AddTo(DashboardLayout layout)
    {
        layout.Row(1, Widgets.Text("## Functions\nTimes are those in the handler, without Lambda's start."));
        foreach (var domain in FunctionDomain.All)
        {
            var ids = input.FunctionsOf(domain).Select(function => function.Id).ToList();
            layout.Row(1, Widgets.Text($"### {domain.Title} · [traces]({links.Traces(TraceFilters.Group(TraceGroups.NameOf(_stage, domain.Key)))})"));
            layout.Row(6, Requests(ids), Times("p50", ids, Targets.P50), Times("p95", ids, Targets.P95), Times("p99", ids, Targets.P99));
        }

        layout.Row(1, Widgets.Text("### Starts, concurrency, memory"));
        layout.Row(6, ColdStarts(), ColdStartShare(), Throttles(), Memory());
    }

    private JsonObject Requests(IReadOnlyList<string> ids) => widgets.Graph(
        "Invocations and errors",
        [
            GraphLine.Computed($"SUM({OwnMetrics.Search(_stage, "InvocationCount", "Sum", ids)})", "invocations", "invocations"),
            GraphLine.Computed($"SUM({Answers(ids, OwnMetrics.ClientErrorStatuses)})", "4xx", "client", onRight: true),
            GraphLine.Computed($"SUM({Answers(ids, OwnMetrics.ServerErrorStatuses)})", "5xx", "server", onRight: true),
        ],
        "in 5 minutes");

    private JsonObject Times(string statistic, IReadOnlyList<string> ids, (string Label, double Value) target) => widgets.Graph(
        statistic,
        [GraphLine.Computed(OwnMetrics.Search(_stage, "ExecutionDuration", statistic, ids), "", "times")],
        "milliseconds",
        [target]);

    private JsonObject ColdStarts() => widgets.Graph(
        "Cold starts by function", [GraphLine.Computed(OwnMetrics.Search(_stage, "ColdStart", "Sum"), "", "starts")], "in 5 minutes");

    private JsonObject ColdStartShare() => widgets.Graph(
        "Cold starts, share of invocations",
        [
            GraphLine.Computed(
                $"100 * SUM({OwnMetrics.Search(_stage, "ColdStart", "Sum")}) / SUM({OwnMetrics.Search(_stage, "InvocationCount", "Sum")})",
                "cold starts",
                "share"),
        ],
        "%");

    private JsonObject Throttles() => widgets.Graph(
        "Throttled by Lambda",
        input.Functions.Select(function => GraphLine.Of(LambdaMetrics.Throttles(function), "Sum", function.Id)),
        "in 5 minutes");

    private JsonObject Memory() => widgets.Graph(
        "Memory, highest share of the limit", [GraphLine.Computed(OwnMetrics.Search(_stage, "MemoryUtilization", "Maximum"), "", "memory")], "%");

    private string Answers(IEnumerable<string> ids, IEnumerable<int> statuses) => OwnMetrics.Search(
        _stage,
        "RequestError",
        "Sum",
        ids,
        ",ErrorType,Method,StatusCode",
        $"StatusCode=({string.Join(" OR ", statuses.Select(status => $"\"{status}\""))})");
}
