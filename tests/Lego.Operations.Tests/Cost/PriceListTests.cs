using Lego.Operations.Cost;
using Lego.Operations.Cost.Prices;

namespace Lego.Operations.Tests.Cost;

[Parallelizable(ParallelScope.All)]
public sealed class PriceListTests
{
    private const string Item = """{"unit":"things","per":1,"tiers":[{"price":2}],"source":"https://example.com/price","seen":"2026-01-02"}""";

    private static readonly PriceList Shipped = new(DataFile.Open(null, "prices/us-east-1.json"));

    // Source: AWS X-Ray pricing page, example 1: 2,000 requests an hour, of which a tenth is sampled, for 31 days.
    [TestCase("xray.recorded", 148_800, 0.244)]
    [TestCase("xray.insights", 148_800, 0.1488)]
    [TestCase("xray.retrieved", 775_000, 0)]
    [TestCase("xray.recorded", 100_000, 0)]
    [TestCase("xray.recorded", 100_001, 0.000005)]
    [TestCase("lambda.requests", 1_000_000, 0)]
    [TestCase("lambda.requests", 3_000_000, 0.4)]
    [TestCase("lambda.duration.x86_64", 400_000, 0)]
    [TestCase("lambda.duration.x86_64", 1_400_000, 16.6667)]
    [TestCase("apigateway.http", 1_000_000, 1, Description = "what is free for the first year only is not counted on")]
    [TestCase("logs.ingestion", 6, 0.5)]
    [TestCase("metrics.alarms", 12, 0.2)]
    public void A_month_of_it_costs(string item, double quantity, double expected) =>
        Assert.That(Shipped.Of(item, quantity, withFree: true), Is.EqualTo(expected).Within(1e-9));

    [TestCase("lambda.duration.x86_64", 7_000_000_000, (6e9 * 0.0000166667) + (1e9 * 0.000015))]
    [TestCase("lambda.duration.x86_64", 16_000_000_000, (6e9 * 0.0000166667) + (9e9 * 0.000015) + (1e9 * 0.000013334))]
    [TestCase("apigateway.http", 300_000_000, 300)]
    [TestCase("apigateway.http", 301_000_000, 300.9)]
    [TestCase("xray.recorded", 100_000, 0.5)]
    public void Without_the_free_tier_each_tier_counts_from_where_the_last_ended(string item, double quantity, double expected) =>
        Assert.That(Shipped.Of(item, quantity, withFree: false), Is.EqualTo(expected).Within(1e-6));

    [Test]
    public void Each_shipped_price_has_the_page_and_the_day_it_is_from()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Shipped.Items, Has.Count.GreaterThan(20));
            foreach (var (name, item) in Shipped.Items)
            {
                Assert.That(item.Source, Does.StartWith("https://"), name);
                Assert.That(string.CompareOrdinal(item.Seen, Shipped.Date), Is.LessThanOrEqualTo(0), $"{name} was seen before the list was made");
                Assert.That(item.Tiers.Select(tier => tier.Price), Is.All.GreaterThan(0), name);
            }
        }
    }

    [Test]
    public void What_is_not_in_the_list_is_remembered()
    {
        var list = Parse($$"""{"a": {{Item}}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(list.Of("a", 3, true), Is.EqualTo(6));
            Assert.That(list.Of("b", 3, true), Is.Zero);
            Assert.That(list.Of("c", 0, true), Is.Zero);
            Assert.That(list.Missing, Is.EqualTo(new[] { "b" }));
        }
    }

    [TestCase("\"per\":1", "\"per\":0", "$.items.a.per must be a number above 0")]
    [TestCase("\"price\":2", "\"price\":-1", "$.items.a.tiers[0].price must be a number of at least 0")]
    [TestCase("\"price\":2", "\"upTo\":5,\"price\":2", "$.items.a.tiers must be a list whose last entry has no upTo")]
    [TestCase("[{\"price\":2}]", "[{\"upTo\":5,\"price\":2},{\"upTo\":4,\"price\":2},{\"price\":1}]", "$.items.a.tiers[1].upTo must be greater")]
    [TestCase("https://example.com/price", "from memory", "$.items.a.source must be the URL of the page")]
    [TestCase("2026-01-02", "January", "$.items.a.seen must be a day such as 2026-11-26")]
    [TestCase("\"unit\":\"things\",", "", "$.items.a.unit must be a text")]
    [TestCase("\"unit\"", "\"free\":1,\"freeFor\":\"a while\",\"unit\"", "$.items.a.freeFor must be 'always' or 'first 12 months'")]
    public void A_wrong_list_is_told_by_the_place(string good, string bad, string message) =>
        Assert.That(
            () => Parse($$"""{"a": {{Item.Replace(good, bad, StringComparison.Ordinal)}}}"""),
            Throws.InstanceOf<OperationsException>().With.Message.StartsWith("my prices: " + message));

    private static PriceList Parse(string items) => new(DataFile.Parse(
        "my prices", $$"""{"region":"us-east-1","currency":"USD","date":"2026-11-26","items":{{items}}}"""));
}
