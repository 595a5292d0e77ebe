namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>The newest failures and the slowest requests, each with the id of its trace.</summary>
internal sealed class LogSection(ObservabilityInput input, Widgets widgets)
{
    public void AddTo(DashboardLayout layout)
    {
        layout.Row(1, Widgets.Text("## Log lines\nEach has the id of its trace. A refresh reads the log groups anew and is paid for: choose a short range."));
        layout.Row(
            8,
            widgets.Log("Errors by type", input.FunctionLogGroups, Text(SavedQueries.ErrorsByType)),
            widgets.Log("Slow requests", input.FunctionLogGroups, Text(SavedQueries.SlowRequests)));
    }

    private string Text(string name) => SavedQueries.Of(input.Stage.EntryPoint).Single(query => query.Name == name).Text;
}
