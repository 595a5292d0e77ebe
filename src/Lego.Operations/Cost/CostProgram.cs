using Lego.Demo;
using Lego.Operations.Cost.Measuring;
using Lego.Operations.Cost.Prices;
using Lego.Operations.Cost.Sampling;

namespace Lego.Operations.Cost;

/// <summary><c>cost</c>: what tracing and running cost a month.</summary>
internal static class CostProgram
{
    public const string Verb = "cost";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        if (arguments.Contains("--help"))
        {
            await terminal.Output.WriteLineAsync(CostOptions.Help);
            return ExitCodes.Good;
        }

        try
        {
            var options = CostOptions.Read(arguments);
            if (options.Measure is { } path)
            {
                var measured = await new MeasureProgram(options, terminal).RunAsync(cancellationToken);
                await File.WriteAllTextAsync(path, MeasurementFile.Write(measured), cancellationToken);
                await terminal.Output.WriteLineAsync($"{measured.Functions.Count} functions measured; compute with --durations {path}.");
                return ExitCodes.Good;
            }

            Compute(options, terminal.Output);
            return ExitCodes.Good;
        }
        catch (Exception exception) when (exception is OperationsException or DemoException or IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return terminal.Refuse(exception.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return terminal.Refuse("Interrupted.");
        }
    }

    private static void Compute(CostOptions options, TextWriter output)
    {
        var prices = new PriceList(DataFile.Open(options.Prices, "prices/us-east-1.json"));
        var measured = MeasurementFile.Read(DataFile.Open(options.Durations, "measurements/local.json"));
        var mix = new TrafficMix(DataFile.Open(options.Mix, "assumptions/mix.json"));
        var stages = StageAssumptions.Read(DataFile.Open(options.Stages, "assumptions/stages.json"));
        if (options.Stage is { } asked)
        {
            stages = [stages.FirstOrDefault(stage => stage.Stage == asked) ?? throw new OperationsException($"The file of stages does not have {asked}.")];
        }

        var model = new CostModel(prices, measured, mix, options);
        var costs = stages.Select(stage => (stage, (IReadOnlyList<MonthlyCost>)[.. SamplingChoice.All.Select(choice => model.Of(stage, choice))])).ToList();
        new CostReport(options, prices, measured, costs).Write(output);
    }
}
