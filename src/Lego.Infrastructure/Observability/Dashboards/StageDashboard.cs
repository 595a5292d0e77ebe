using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>The dashboard of a stage: from what clients see down to what the functions call.</summary>
internal sealed class StageDashboard
{
    private readonly DashboardLayout _layout = new();
    private readonly ObservabilityInput _input;
    private readonly Widgets _widgets;
    private readonly ConsoleLinks _links;
    private readonly IReadOnlyList<string> _alarmArns;

    private StageDashboard(ObservabilityInput input, string region, ConsoleLinks links, IReadOnlyList<string> alarmArns) =>
        (_input, _widgets, _links, _alarmArns) = (input, new Widgets(region), links, alarmArns);

    /// <summary>The body of the dashboard.</summary>
    /// <param name="input">What is watched.</param>
    /// <param name="region">Region, or the token that stands for it.</param>
    /// <param name="account">Account, or the token that stands for it.</param>
    /// <param name="links">Addresses of the console's pages.</param>
    /// <param name="alarmArns">Alarms to show.</param>
    public static string Body(ObservabilityInput input, string region, string account, ConsoleLinks links, IReadOnlyList<string> alarmArns)
    {
        var dashboard = new StageDashboard(input, region, links, alarmArns);
        dashboard.AddHead();
        new RequestSection(input, dashboard._widgets).AddTo(dashboard._layout);
        new TraceSection(input, dashboard._widgets, links).AddTo(dashboard._layout);
        new FunctionSection(input, dashboard._widgets, links).AddTo(dashboard._layout);
        new DependencySection(input, dashboard._widgets, links, account).AddTo(dashboard._layout);
        new BusinessSection(input, dashboard._widgets).AddTo(dashboard._layout);
        new LogSection(input, dashboard._widgets).AddTo(dashboard._layout);
        return dashboard._layout.ToBody();
    }

    private void AddHead()
    {
        var sampling = _input.Stage.EntryPoint == EntryPoint.RestApi
            ? $"the rule `{StageNames.SamplingRule(_input.Name)}` decides at the gateway"
            : "the framework decides in the function";
        _layout.Row(
            4,
            Widgets.Text(
                $"""
                # {_input.Prefix}
                [Map]({_links.Map()}) · [Slow traces]({_links.Traces(Traces.TraceFilters.Slow(_input.Name))}) · [Traces with errors]({_links.Traces(Traces.TraceFilters.Errors(_input.Name))}) · [Alarms]({_links.Alarms()}) · [Saved queries `{_input.Prefix}/…`]({_links.Queries()})

                Traces are kept for 30 days (X-Ray knows no other number), log lines for {_input.Stage.LogRetentionDays} days. Targets: p50 below 200 ms, p95 below 500 ms, p99 below 2 s.
                Sampling: {FormattableString.Invariant($"{_input.Stage.SamplingReservoir} request a second and {_input.Stage.SamplingRate:P0}")} of the rest; {sampling}. Errors and slow requests are kept whatever the rate is.
                """),
            Widgets.Alarms("Alarms", _alarmArns));
    }
}
