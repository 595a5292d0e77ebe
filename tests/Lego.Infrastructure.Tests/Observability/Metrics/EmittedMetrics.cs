using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions.Shared.Images;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;

namespace Lego.Infrastructure.Tests.Observability.Metrics;

/// <summary>The metrics that functions really write, with their sets of dimensions: read from the lines of invocations that do all there is.</summary>
internal static class EmittedMetrics
{
    public static async Task<IReadOnlySet<(string Namespace, string Name, string Keys)>> ReadAsync()
    {
        using var lines = new MemoryStream();
        using var host = new TestHost();
        var options = host.Options with { Metrics = new MetricOptions { Environment = "production", Output = new JsonLineOutput(lines) } };
        await host.InvokeAsync(new Busy(options), TestEvents.Http("GET /busy", "/busy"));
        await host.InvokeAsync(new Failing(options), TestEvents.Http("GET /failing", "/failing"));
        return Encoding.UTF8.GetString(lines.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(line => JsonNode.Parse(line)!["_aws"]!["CloudWatchMetrics"]!.AsArray())
            .SelectMany(directive => directive!["Metrics"]!.AsArray().Select(metric => (
                directive["Namespace"]!.GetValue<string>(),
                metric!["Name"]!.GetValue<string>(),
                MetricUse.Sorted(directive["Dimensions"]![0]!.AsArray().Select(key => key!.GetValue<string>())))))
            .ToHashSet();
    }

    private sealed class Busy(HandlerOptions options) : PlainHandler("moc-file-upload", options)
    {
        protected override async Task WorkAsync(HandlerContext context)
        {
            TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select).Dispose();
            TraceS3("PutObject", "files").Dispose();
            TraceSearch("search", "moc_instructions").Dispose();
            foreach (var name in Infrastructure.Observability.Metrics.OwnMetrics.BusinessEventNames)
            {
                context.Count(name);
            }

            using var folder = new TemporaryFile();
            await using var input = folder.Upload();
            await using var image = new ProcessedImage(folder.Open(), [], 1, 1);
            var uploads = new ImageUploadMetrics("gallery");
            await uploads.MeasureAsync(() =>
            {
                uploads.Processed(input, image, TimeSpan.FromMilliseconds(5));
                return Task.FromResult(0);
            });
        }
    }

    private sealed class Failing(HandlerOptions options) : PlainHandler("moc-get", options)
    {
        protected override async Task WorkAsync(HandlerContext context)
        {
            var uploads = new ImageUploadMetrics("gallery");
            foreach (var failure in new HandlerException[]
            {
                new FileErrorException("no image"),
                new ExternalServiceException("S3", ExternalServiceErrorKind.Internal, "InternalError"),
                new DatabaseException(),
            })
            {
                Assert.That(() => uploads.MeasureAsync<int>(() => throw failure), Throws.Exception.SameAs(failure));
            }

            await Task.CompletedTask;
            throw new DatabaseException();
        }
    }
}
