using Lego.Functions.Shared;

namespace Lego.Functions.Tests.Shared;

public sealed class RetryRuleTests
{
    [TestCase(1, 1.0, 200)]
    [TestCase(2, 1.0, 400)]
    [TestCase(2, 0.0, 200)]
    [TestCase(3, 0.5, 600)]
    [TestCase(9, 1.0, 2000)]
    [TestCase(9, 0.0, 1000)]
    public void The_wait_doubles_up_to_its_limit_and_is_spread_over_its_upper_half(int attempt, double random, double milliseconds) =>
        Assert.That(RetryRule.Database.DelayAfter(attempt, random).TotalMilliseconds, Is.EqualTo(milliseconds));
}
