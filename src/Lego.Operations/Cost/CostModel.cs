using Lego.Functions;
using Lego.Operations.Cost.Measuring;
using Lego.Operations.Cost.Prices;
using Lego.Operations.Cost.Sampling;

namespace Lego.Operations.Cost;

/// <summary>Adds up what a stage costs a month.</summary>
internal sealed class CostModel(PriceList prices, MeasurementSet measured, TrafficMix mix, CostOptions options)
{
    public const string Tracing = "tracing";
    public const string Compute = "Lambda compute";
    public const string Requests = "Lambda requests";
    public const string Gateway = "gateway";
    public const string Logs = "logs";
    public const string Metrics = "metrics";
    public const string Data = "data services";

    // START, END and REPORT, which Lambda writes in text for each request. Source of their form: AWS Lambda developer guide, "Log formats".
    private const double PlatformLogBytes = 310;
    private const double BytesPerGb = 1024d * 1024 * 1024;
    private const double MbPerGb = 1024;

    // Source: the notes of the items in the price list.
    private const double LeastProxyCapacity = 8;
    private const double LeastCacheGb = 0.1;

    private readonly TrafficProfile _profile = new(options.RequestsPerDay, options.PeakShare);

    public MonthlyCost Of(StageAssumptions stage, SamplingChoice choice)
    {
        var requests = _profile.RequestsPerMonth;
        var (traces, gbSeconds, logBytes) = (0d, 0d, 0d);
        foreach (var function in FunctionCatalog.All)
        {
            var share = mix.ShareOf(function.Id);
            var figures = measured.Of(function.Id);
            var recorded = RecordedTraces.ShareOf(choice, function.Id, share, figures.MeanMs, _profile, options.ErrorRate);
            traces += requests * share * recorded;
            gbSeconds += requests * share * function.MemoryMb / MbPerGb * Milliseconds(choice, figures, recorded) / 1_000;
            logBytes += requests * share * (figures.LogBytes + PlatformLogBytes);
        }

        return new MonthlyCost(
            choice,
            requests,
            traces,
            [
                (Tracing, TracingCost(choice, traces)),
                (Compute, Price($"lambda.duration.{options.Architecture}", gbSeconds)),
                (Requests, Price("lambda.requests", requests)),
                (Gateway, Price(choice.IsRestApi ? "apigateway.rest" : "apigateway.http", requests)),
                (Logs, LogCost(stage, logBytes / BytesPerGb)),
                (Metrics, Price("metrics.custom", measured.CustomMetrics) + Price("metrics.alarms", stage.Alarms) + Price("metrics.dashboards", stage.Dashboards)),
                (Data, DataCost(stage)),
            ]);
    }

    private double Price(string item, double quantity) => prices.Of(item, quantity, options.WithFreeTier);

    /// <summary>Duration with what tracing adds, and the init phase of cold starts, rounded up to the millisecond as Lambda does.</summary>
    private double Milliseconds(SamplingChoice choice, FunctionMeasurement figures, double recorded)
    {
        var held = choice.KeepsErrors ? (1 - recorded) * measured.HeldMs : 0;
        return Math.Ceiling(figures.MeanMs) + (recorded * measured.RecordedMs) + held + (options.ColdStartShare * measured.ColdStartMs);
    }

    private double TracingCost(SamplingChoice choice, double traces)
    {
        if (choice.Decider == SamplingDecider.Nobody)
        {
            return 0;
        }

        var viewed = options.TracesViewedPerDay * TrafficProfile.DaysInMonth;
        return Price("xray.recorded", traces) + Price("xray.retrieved", viewed) + (options.WithInsights ? Price("xray.insights", traces) : 0);
    }

    /// <summary>Lines are written once and lie as long as the log group keeps them, which is a multiple of a month's lines.</summary>
    private double LogCost(StageAssumptions stage, double gb) =>
        Price("logs.ingestion", gb) + Price("logs.storage", gb * stage.LogRetentionDays / TrafficProfile.DaysInMonth);

    private double DataCost(StageAssumptions stage)
    {
        const double Hours = TrafficProfile.HoursInMonth;
        var requests = _profile.RequestsPerMonth;
        double Calls(Func<FunctionMeasurement, double> calls) =>
            FunctionCatalog.All.Sum(function => requests * mix.ShareOf(function.Id) * calls(measured.Of(function.Id)));

        return Price("aurora.capacity", stage.AuroraCapacityUnits * Hours)
            + Price("aurora.storage", stage.DatabaseStorageGb)
            + Price("rdsproxy.capacity", stage.RdsProxies * Math.Max(LeastProxyCapacity, stage.AuroraCapacityUnits) * Hours)
            + Price("cache.storage", Math.Max(LeastCacheGb, stage.CacheGb) * Hours)
            + Price("cache.requests", Calls(figures => figures.CacheCalls))
            + Price("search.t3.small.search", stage.SearchInstances * Hours)
            + Price("search.storage", stage.SearchStorageGb)
            + Price("s3.storage", stage.ObjectStorageGb)
            + Price("s3.writes", Calls(figures => figures.StorageWrites))
            + Price("s3.reads", Calls(figures => figures.StorageReads))
            + Price("network.nat", stage.NatGateways * Hours)
            + Price("network.endpoints", stage.EndpointZones * Hours);
    }
}
