using System.Text.Json.Nodes;
using Lego.Infrastructure.Observability.Metrics;
using Lego.Infrastructure.Observability.Traces;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>How many traces there are, and of which kind.</summary>
internal sealed class TraceSection(ObservabilityInput input, Widgets widgets, ConsoleLinks links)
{
    public void AddTo(DashboardLayout layout)
    {
        layout.Row(2, Widgets.Text(
            $"""
            ## Traces
            By group, with all of their errors and a sample of the rest: for rates of requests see above. {string.Join(" · ", TraceGroups.Of(input.Name).Select(Link))}
            """));
        layout.Row(6, ByDomain(), Errors(), Share());
    }

    private JsonObject ByDomain() => widgets.Graph(
        "Traces by domain", FunctionDomain.All.Select(domain => GraphLine.Of(Count(domain.Key), "Sum", domain.Title)), "in 5 minutes");

    private JsonObject Errors() => widgets.Graph(
        "Traces with errors, slow traces, by the hour",
        [
            GraphLine.Of(Count(TraceGroups.ErrorsKey), "Sum", "errors", 3600),
            GraphLine.Of(Count(TraceGroups.SlowKey), "Sum", "slow", 3600),
        ],
        "in an hour",
        [("alarm on errors", input.ErrorTracesPerHour)]);

    private JsonObject Share()
    {
        var domains = FunctionDomain.All.Select((domain, index) => (Id: $"t{index}", domain)).ToList();
        var all = string.Join(" + ", domains.Select(domain => $"FILL({domain.Id}, 0)"));
        return widgets.Graph(
            "Traces of the last 3 hours",
            [
                .. domains.Select(domain => GraphLine.Of(Count(domain.domain.Key), "Sum", domain.domain.Title, 10800, domain.Id)),
                GraphLine.Of(Count(TraceGroups.ErrorsKey), "Sum", "with errors", 10800, "errors"),
                GraphLine.Computed(all, "traces", "all"),
                GraphLine.Computed("FILL(errors, 0)", "with errors", "failed"),
                GraphLine.Computed($"100 * FILL(errors, 0) / ({all})", "with errors, % of what is kept", "share"),
            ],
            view: "singleValue");
    }

    private MetricReference Count(string key) => TraceMetrics.Count(TraceGroups.NameOf(input.Name, key));

    private string Link(TraceGroup group) => $"[{group.Key}]({links.Traces(TraceFilters.Group(group.Name))})";
}
