using Lego.Operations.Cost;
using Lego.Operations.Cost.Sampling;

namespace Lego.Operations.Tests.Cost;

[Parallelizable(ParallelScope.All)]
public sealed class RecordedTracesTests
{
    [TestCase(100, 10, 1, 0.05, 14.5)]
    [TestCase(5, 10, 1, 0.05, 5)]
    [TestCase(10, 10, 1, 0.05, 10)]
    [TestCase(100, 10, 0, 0.5, 50)]
    [TestCase(0, 10, 1, 1, 0)]
    public void A_rule_keeps_the_first_of_each_second_and_a_share_of_the_rest(
        double requests, double seconds, double reservoir, double rate, double expected) =>
        Assert.That(RecordedTraces.KeptBy(requests, seconds, reservoir, rate), Is.EqualTo(expected).Within(1e-9));

    // Ten requests a second of one function, all day, each of 50 ms; a hundredth fails.
    [TestCase("none", 0)]
    [TestCase("Lambda 5 % + 1/s", 0.145)] // (1 + 9 × 5 %) / 10; nobody keeps errors
    [TestCase("HTTP 100 %", 1)]
    [TestCase("HTTP 50 % + 1/s", 0.55 + (0.45 * 0.01))] // (1 + 9 × 50 %) / 10, and a hundredth of the rest
    [TestCase("HTTP 10 % + 1/s", 0.19 + (0.81 * 0.01))]
    [TestCase("REST 100 %", 1)]
    [TestCase("REST 50 % + 1/s", 0.55 + (0.45 * 0.01))]
    [TestCase("REST 10 % + 1/s", 0.19 + (0.81 * 0.01))]
    public void Of_one_busy_function_is_recorded(string choice, double expected) =>
        Assert.That(ShareOf(choice, "moc-get", 1, 50, new TrafficProfile(864_000, TrafficProfile.Even)), Is.EqualTo(expected).Within(1e-9));

    [Test]
    public void What_lambda_keeps_by_itself_is_recorded_whatever_the_framework_wants()
    {
        // A quarter of a request a second: Lambda's first of each second is all of them.
        var quiet = new TrafficProfile(21_600, TrafficProfile.Even);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ShareOf("Lambda 5 % + 1/s", "moc-get", 1, 50, quiet), Is.EqualTo(1));
            Assert.That(ShareOf("HTTP 10 % + 1/s", "moc-get", 1, 50, quiet), Is.EqualTo(1));
        }
    }

    [Test]
    public void A_stage_has_one_reservoir_and_lambda_has_one_for_each_function()
    {
        // Two requests a second, half of them for this function.
        var profile = new TrafficProfile(172_800, TrafficProfile.Even);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ShareOf("REST 10 % + 1/s", "moc-get", 0.5, 50, profile, errorRate: 0), Is.EqualTo((1 + 0.1) / 2).Within(1e-9));
            Assert.That(ShareOf("Lambda 5 % + 1/s", "moc-get", 0.5, 50, profile, errorRate: 0), Is.EqualTo(1));
        }
    }

    [Test]
    public void Each_environment_has_a_reservoir_of_its_own()
    {
        // A hundred requests a second of 100 ms keep ten environments busy: (10 + 90 × 10 %) / 100.
        var profile = new TrafficProfile(8_640_000, TrafficProfile.Even);

        Assert.That(ShareOf("HTTP 10 % + 1/s", "moc-get", 1, 100, profile, errorRate: 0), Is.EqualTo(0.19).Within(1e-9));
    }

    [Test]
    public void The_health_function_is_kept_by_lambda_alone_and_when_it_fails() =>
        Assert.That(
            ShareOf("HTTP 100 %", "health", 1, 50, new TrafficProfile(864_000, TrafficProfile.Even)),
            Is.EqualTo(0.145 + (0.855 * 0.01)).Within(1e-9));

    [Test]
    public void A_busy_hour_leaves_less_to_the_reservoir()
    {
        // Half of 86,400 requests in one hour: 3,600 and 5 % of 39,600; of the others, half a second each, all.
        var profile = new TrafficProfile(86_400, 0.5);

        Assert.That(ShareOf("Lambda 5 % + 1/s", "moc-get", 1, 50, profile), Is.EqualTo((3_600 + 1_980 + 43_200) / 86_400d).Within(1e-9));
    }

    private static double ShareOf(
        string choice, string function, double share, double durationMs, TrafficProfile profile, double errorRate = 0.01) =>
        RecordedTraces.ShareOf(SamplingChoice.All.Single(one => one.Name == choice), function, share, durationMs, profile, errorRate);
}
