using Lego.Infrastructure.Observability.Metrics;

namespace Lego.Infrastructure.Observability.Dashboards;

/// <summary>What users do: the counts of the business, and how uploads of images go.</summary>
internal sealed class BusinessSection(ObservabilityInput input, Widgets widgets)
{
    private const int Hour = 3600;

    public void AddTo(DashboardLayout layout)
    {
        layout.Row(1, Widgets.Text("## Business"));
        layout.Row(
            6,
            widgets.Graph(
                "What users did",
                OwnMetrics.BusinessEventNames.Select(name => GraphLine.Of(OwnMetrics.BusinessEvent(input.Name, name), "Sum", name, Hour)),
                "in an hour"),
            widgets.Graph(
                "Image uploads",
                [
                    GraphLine.Computed(OwnMetrics.SearchImages(input.Name, "UploadSuccess", "Sum"), "stored", "stored"),
                    GraphLine.Computed(OwnMetrics.SearchImages(input.Name, "UploadFailure", "Sum"), "failed", "failed"),
                    GraphLine.Computed(OwnMetrics.SearchImages(input.Name, "ValidationError", "Sum"), "not an image we take", "refused"),
                    GraphLine.Computed(OwnMetrics.SearchImages(input.Name, "S3Error", "Sum"), "S3 failed", "storage"),
                ],
                "in 5 minutes"),
            widgets.Graph(
                "Image processing",
                [
                    GraphLine.Computed(OwnMetrics.SearchImages(input.Name, "ProcessingTime", "p95"), "p95", "time"),
                    GraphLine.Computed(OwnMetrics.SearchImages(input.Name, "FileSize", "Average"), "bytes", "size", onRight: true),
                ],
                "milliseconds"));
    }
}
