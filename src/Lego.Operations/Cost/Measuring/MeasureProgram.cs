using System.Globalization;
using System.Runtime.InteropServices;
using Lego.Demo;
using Lego.Operations.Logs;
using Lego.Operations.Verify;
using Lego.Operations.XRay;

namespace Lego.Operations.Cost.Measuring;

/// <summary><c>cost --measure</c>: takes durations and log bytes from the traces of a local host or a stage.</summary>
internal sealed class MeasureProgram(CostOptions options, Terminal terminal)
{
    // More traces of a stage tell nothing new, and each one costs.
    private const int MostTraces = 500;

    private static readonly TimeSpan ColdStartWindow = TimeSpan.FromHours(6);

    /// <exception cref="OperationsException">There is nothing to measure.</exception>
    public async Task<MeasurementSet> RunAsync(CancellationToken cancellationToken)
    {
        var target = options.Stage is null ? VerifyOptions.Read(options.Target, terminal.Variable) : VerifyOptions.ReadStage(options.Target, terminal.Variable);
        using var http = new HttpClient();
        var telemetry = Telemetry.Of(target, http, terminal.Clock);
        var from = terminal.Clock.GetUtcNow();
        IReadOnlyList<string> ids;
        if (target.IsLocal)
        {
            ids = await TellAsync(target, cancellationToken);
        }
        else
        {
            from -= TimeSpan.FromHours(options.Hours);
            var found = await telemetry.XRay.SummariesAsync(from, terminal.Clock.GetUtcNow(), "annotation.functionName", cancellationToken);
            ids = [.. found.Select(summary => summary.Id).Take(MostTraces)];
        }

        var traces = (await telemetry.XRay.TracesAsync(ids, cancellationToken)).Where(trace => trace.IsComplete && IsOf(target, trace)).ToList();
        if (traces.Count == 0)
        {
            throw new OperationsException("There is no trace to measure: is tracing on, and were there requests?");
        }

        var to = terminal.Clock.GetUtcNow() + TimeSpan.FromSeconds(1);
        var logs = options.LogFile is { } path ? new FileLogs(path) : telemetry.Logs;
        var measuring = new TraceMeasuring();
        foreach (var trace in traces)
        {
            measuring.Add(trace, await logs.LinesAsync(trace, from, to, cancellationToken));
        }

        var functions = measuring.Functions;
        var subsegments = (int)Math.Round(functions.Values.Average(one => one.Subsegments));
        var (recorded, held) = await TracingOverhead.MeasureAsync(subsegments, cancellationToken);
        return new MeasurementSet
        {
            Machine = target.IsLocal
                ? $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors"
                : $"stage {target.Stage} in {target.Region}",
            Date = terminal.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Commit = options.Commit,
            ColdStartMs = await ColdStartAsync(telemetry.XRay, to, cancellationToken),
            CustomMetrics = measuring.CustomMetrics,
            RecordedMs = recorded,
            HeldMs = held,
            Functions = functions,
        };
    }

    /// <summary>Other applications of the account may use the framework, too.</summary>
    private static bool IsOf(VerifyOptions target, TraceDocuments trace) =>
        trace.Function is { } function && trace.Parts.Any(part => TraceDocuments.Text(part, "name") == target.DeployedName(function));

    /// <summary>Tells the story once to warm up, and then as often as asked for.</summary>
    private async Task<IReadOnlyList<string>> TellAsync(VerifyOptions target, CancellationToken cancellationToken)
    {
        var ada = await DemoUser.SignInLocallyAsync(target.Api, "ada", cancellationToken);
        var grace = await DemoUser.SignInLocallyAsync(target.Api, "grace", cancellationToken);
        var ids = new List<string>();
        for (var round = 0; round <= options.Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var story = new DemoStory(target.Api, ada, grace, new DemoOptions { Clock = terminal.Clock });
            await story.TellAsync();
            if (round > 0)
            {
                ids.AddRange(story.Steps.Where(step => step.Status < 400).Select(step => step.TraceId));
                await terminal.Output.WriteLineAsync($"Round {round} of {options.Rounds}: {story.Steps.Count} requests.");
            }
        }

        return ids;
    }

    private static async Task<double> ColdStartAsync(XRayClient xray, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var cold = await xray.SummariesAsync(to - ColdStartWindow, to, "annotation.coldStart = true", cancellationToken);
        var traces = await xray.TracesAsync(cold.Take(50).Select(summary => summary.Id), cancellationToken);
        return traces.Select(TraceMeasuring.InitMs).OfType<double>().DefaultIfEmpty(0).Average();
    }
}
