using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Operations.Cost.Measuring;
using Lego.Operations.Cost.Prices;

namespace Lego.Operations.Cost;

/// <summary>Writes what was computed: a table to compare, or the same for programs.</summary>
internal sealed class CostReport(
    CostOptions options,
    PriceList prices,
    MeasurementSet measured,
    IReadOnlyList<(StageAssumptions Stage, IReadOnlyList<MonthlyCost> Costs)> stages)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(TextWriter output)
    {
        switch (options.Format)
        {
            case "json":
                output.WriteLine(Json().ToJsonString(Indented));
                break;
            case "csv":
                WriteCsv(output);
                break;
            default:
                WriteTables(output);
                break;
        }
    }

    private void WriteTables(TextWriter output)
    {
        foreach (var (stage, costs) in stages)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{stage.Stage}: {options.RequestsPerDay:#,0} requests a day, {options.Architecture}, {prices.Currency} a month. It is deployed with {stage.Sampling}."));
            output.WriteLine();
            List<IReadOnlyList<string>> rows = [["", .. costs.Select(cost => cost.Choice.Name)]];
            rows.Add(["traces recorded", .. costs.Select(cost => cost.Traces.ToString("#,0", CultureInfo.InvariantCulture))]);
            rows.AddRange(costs[0].Items.Select(IReadOnlyList<string> (item) => [item.Name, .. costs.Select(cost => Money(cost.Of(item.Name)))]));
            rows.Add(["sum", .. costs.Select(cost => Money(cost.Total))]);
            rows.Add(["more than none", .. costs.Select(cost => Money(cost.Total - costs[0].Total))]);
            rows.Add(["per million requests", .. costs.Select(cost => Money(cost.PerMillionRequests))]);
            foreach (var line in TextTable.Lines(rows, static column => column > 0))
            {
                output.WriteLine(line);
            }

            output.WriteLine();
        }

        foreach (var note in Notes())
        {
            output.WriteLine(note);
        }
    }

    private IEnumerable<string> Notes()
    {
        yield return $"Prices of {prices.Region}, list of {prices.Date}. Durations and log bytes measured on {measured.Machine}, {measured.Date}, commit {measured.Commit}.";
        if (options.Durations is null)
        {
            yield return "Durations of this list are those of a local host, not of Lambda: measure a stage with --measure and give the file as --durations.";
        }

        var peak = options.PeakShare > TrafficProfile.Even ? $"the busiest hour has {options.PeakShare.ToString("0.##%", CultureInfo.InvariantCulture)} of them" : "spread evenly over the day";
        yield return $"Requests are {peak}. Free tier counted: {(options.WithFreeTier ? "what is free for ever, for each stage" : "none")}.";
        if (measured.Unmeasured.ToList() is { Count: > 0 } unmeasured)
        {
            yield return $"Not measured, taken as the mean of the others: {string.Join(", ", unmeasured)}.";
        }

        if (prices.Missing.Count > 0)
        {
            yield return $"Not in the price list and counted as nothing: {string.Join(", ", prices.Missing)}. Give a list with them by --prices.";
        }

        if (prices.NotCovered.Count > 0)
        {
            yield return $"Not covered: {string.Join("; ", prices.NotCovered)}.";
        }
    }

    private JsonObject Json() => new()
    {
        ["requestsPerDay"] = options.RequestsPerDay,
        ["architecture"] = options.Architecture,
        ["currency"] = prices.Currency,
        ["prices"] = new JsonObject { ["region"] = prices.Region, ["date"] = prices.Date },
        ["measured"] = new JsonObject { ["machine"] = measured.Machine, ["date"] = measured.Date, ["commit"] = measured.Commit },
        ["stages"] = new JsonArray([.. stages.Select(JsonNode (pair) => new JsonObject
        {
            ["stage"] = pair.Stage.Stage,
            ["deployedWith"] = pair.Stage.Sampling,
            ["choices"] = new JsonArray([.. pair.Costs.Select(JsonNode (cost) => new JsonObject
            {
                ["choice"] = cost.Choice.Name,
                ["tracesPerMonth"] = Math.Round(cost.Traces),
                ["items"] = new JsonObject(cost.Items.Select(item => KeyValuePair.Create(item.Name, (JsonNode?)Math.Round(item.Sum, 4)))),
                ["total"] = Math.Round(cost.Total, 4),
                ["moreThanNone"] = Math.Round(cost.Total - pair.Costs[0].Total, 4),
                ["perMillionRequests"] = Math.Round(cost.PerMillionRequests, 4),
            })]),
        })]),
        ["notes"] = new JsonArray([.. Notes().Select(JsonNode (note) => note)]),
    };

    private void WriteCsv(TextWriter output)
    {
        output.WriteLine("stage,choice,item,value");
        foreach (var (stage, costs) in stages)
        {
            foreach (var cost in costs)
            {
                List<(string Name, double Value)> lines =
                [
                    ("traces recorded", Math.Round(cost.Traces)), .. cost.Items, ("sum", cost.Total),
                    ("more than none", cost.Total - costs[0].Total), ("per million requests", cost.PerMillionRequests),
                ];
                foreach (var (name, value) in lines)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stage.Stage},{cost.Choice.Name},{name},{value:0.####}"));
                }
            }
        }
    }

    private static string Money(double sum) => sum.ToString("#,0.00", CultureInfo.InvariantCulture);
}
