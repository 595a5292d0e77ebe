using Lego.Functions;
using Lego.Operations.Cost;
using Lego.Operations.Cost.Measuring;
using Lego.Operations.Cost.Prices;
using Lego.Operations.Cost.Sampling;

namespace Lego.Operations.Tests.Cost;

[Parallelizable(ParallelScope.All)]
public sealed class CostModelTests
{
    private static readonly MeasurementSet Shipped = MeasurementFile.Read(DataFile.Open(null, "measurements/local.json"));

    private static readonly IReadOnlyList<StageAssumptions> Stages = StageAssumptions.Read(DataFile.Open(null, "assumptions/stages.json"));

    // One function of 512 MB, 99.2 ms and 714 bytes of log, with 24,000 requests a day: 730,000 a month, 1,000 an hour.
    private static readonly MeasurementSet Simple = Shipped with
    {
        ColdStartMs = 1_000,
        CustomMetrics = 20,
        RecordedMs = 2,
        HeldMs = 1,
        Functions = new Dictionary<string, FunctionMeasurement> { ["moc-get"] = new(1, 99.2, 99, 714, 10, 2, 1, 3) },
    };

    private static readonly CostOptions Options = new()
    {
        RequestsPerDay = 24_000, WithFreeTier = false, ErrorRate = 0, ColdStartShare = 0.01, TracesViewedPerDay = 0,
    };

    [Test]
    public void Without_tracing_a_month_is_what_one_computes_by_hand()
    {
        var cost = Model(Options).Of(Production, Choice("none"));

        // 730,000 × 0.5 GB × (100 ms + 1 % of 1 s) = 40,150 GB-s; 730,000 × 1,024 bytes = 0.696 GB, which lie for 30 of 30.42 days.
        var gb = 730_000d * 1_024 / (1024 * 1024 * 1024);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(cost.Requests, Is.EqualTo(730_000));
            Assert.That(cost.Traces, Is.Zero);
            Assert.That(cost.Of(CostModel.Tracing), Is.Zero);
            Assert.That(cost.Of(CostModel.Compute), Is.EqualTo(40_150 * 0.0000166667).Within(1e-9));
            Assert.That(cost.Of(CostModel.Requests), Is.EqualTo(0.146).Within(1e-9));
            Assert.That(cost.Of(CostModel.Gateway), Is.EqualTo(0.73).Within(1e-9));
            Assert.That(cost.Of(CostModel.Logs), Is.EqualTo((gb * 0.5) + (gb * 24 * 30 / 730 * 0.03)).Within(1e-9));
            Assert.That(cost.Of(CostModel.Metrics), Is.EqualTo((20 * 0.3) + (651 * 0.1) + 3).Within(1e-9));
            Assert.That(cost.PerMillionRequests, Is.EqualTo(cost.Total / 0.73).Within(1e-9));
        }
    }

    [Test]
    public void Data_services_are_hours_sizes_and_calls()
    {
        var stage = Production with
        {
            AuroraCapacityUnits = 2, DatabaseStorageGb = 10, RdsProxies = 1, CacheGb = 0.01, SearchInstances = 1, SearchStorageGb = 10,
            ObjectStorageGb = 100, NatGateways = 1, EndpointZones = 2,
        };

        var cost = Model(Options).Of(stage, Choice("none")).Of(CostModel.Data);

        // A proxy counts for 8 ACUs at least, a cache for 0.1 GB; 730,000 requests with two cache calls, one write and three reads each.
        var hours = (2 * 0.12) + (8 * 0.015) + (0.1 * 0.084) + 0.036 + 0.045 + (2 * 0.01);
        var sizes = (10 * 0.10) + (10 * 0.122) + (100 * 0.023);
        var calls = (1.46 * 0.0023) + (730 * 0.005) + (2_190 * 0.0004);
        Assert.That(cost, Is.EqualTo((hours * 730) + sizes + calls).Within(1e-6));
    }

    [Test]
    public void Tracing_costs_the_traces_and_the_time_they_add()
    {
        var model = Model(Options with { WithInsights = true, TracesViewedPerDay = 1_000 });
        var cost = model.Of(Production, Choice("HTTP 100 %"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(cost.Traces, Is.EqualTo(730_000));
            Assert.That(cost.Of(CostModel.Tracing), Is.EqualTo((0.73 * 5) + (0.73 * 1) + (1_000 * 730 / 24d / 1e6 * 0.5)).Within(1e-9));
            Assert.That(cost.Of(CostModel.Compute), Is.EqualTo(730_000 * 0.5 * 0.112 * 0.0000166667).Within(1e-9));
        }
    }

    [Test]
    public void A_rest_api_is_paid_for_at_its_own_gateway()
    {
        var cost = Model(Options).Of(Production, Choice("REST 100 %"));

        Assert.That(cost.Of(CostModel.Gateway), Is.EqualTo(0.73 * 3.5).Within(1e-9));
    }

    [Test]
    public void Arm_is_cheaper_in_compute_alone()
    {
        var (x86, arm) = (Model(Options).Of(Production, Choice("none")), Model(Options with { Architecture = "arm64" }).Of(Production, Choice("none")));

        Assert.That(x86.Total - arm.Total, Is.EqualTo(40_150 * (0.0000166667 - 0.0000133334)).Within(1e-9));
    }

    [Test]
    public void More_requests_never_cost_less_nor_does_a_higher_rate_record_less()
    {
        long[] rates = [1, 100, 10_000, 100_000, 1_000_000, 10_000_000, 1_000_000_000];
        using (Assert.EnterMultipleScope())
        {
            foreach (var stage in Stages)
            {
                var costs = rates.Select(rate => SamplingChoice.All.Select(choice => Model(
                    Options with { RequestsPerDay = rate, WithFreeTier = true, ErrorRate = 0.02 }, Shipped).Of(stage, choice)).ToList()).ToList();
                foreach (var column in Enumerable.Range(0, SamplingChoice.All.Count))
                {
                    Assert.That(costs.Select(row => row[column].Total), Is.Ordered, SamplingChoice.All[column].Name);
                    Assert.That(costs.Select(row => row[column].Traces), Is.Ordered, SamplingChoice.All[column].Name);
                }

                foreach (var row in costs)
                {
                    double TracesOf(string name) => row.Single(cost => cost.Choice.Name == name).Traces;
                    Assert.That(new[] { TracesOf("HTTP 10 % + 1/s"), TracesOf("HTTP 50 % + 1/s"), TracesOf("HTTP 100 %") }, Is.Ordered);
                    Assert.That(new[] { TracesOf("REST 10 % + 1/s"), TracesOf("REST 50 % + 1/s"), TracesOf("REST 100 %") }, Is.Ordered);
                    Assert.That(row.Select(cost => cost.Traces), Is.All.LessThanOrEqualTo(row[0].Requests * 1.000001));
                }
            }
        }
    }

    [Test]
    public void The_shipped_figures_know_all_functions_prices_and_choices()
    {
        var prices = new PriceList(DataFile.Open(null, "prices/us-east-1.json"));
        var model = new CostModel(prices, Shipped, new TrafficMix(DataFile.Open(null, "assumptions/mix.json")), Options with { WithInsights = true });
        foreach (var stage in Stages)
        {
            _ = SamplingChoice.All.Select(choice => model.Of(stage, choice)).ToList();
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(prices.Missing, Is.Empty);
            Assert.That(Shipped.Unmeasured, Is.Empty);
            Assert.That(Shipped.Functions.Keys, Is.SubsetOf(FunctionCatalog.All.Select(row => row.Id)));
            Assert.That(Stages.Select(stage => stage.Stage), Is.EqualTo(new[] { "development", "staging", "production" }));
            Assert.That(Stages.Select(stage => stage.Sampling), Is.SubsetOf(SamplingChoice.All.Select(choice => choice.Name)));
        }
    }

    private static StageAssumptions Production => Stages.Single(stage => stage.Stage == "production");

    private static SamplingChoice Choice(string name) => SamplingChoice.All.Single(choice => choice.Name == name);

    private static CostModel Model(CostOptions options, MeasurementSet? measured = null) => new(
        new PriceList(DataFile.Open(null, "prices/us-east-1.json")),
        measured ?? Simple,
        measured is null ? new TrafficMix(DataFile.Parse("mix", """{"weights":{"moc-get":3}}""")) : new TrafficMix(DataFile.Open(null, "assumptions/mix.json")),
        options);
}
