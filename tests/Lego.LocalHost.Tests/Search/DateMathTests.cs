using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class DateMathTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 11, 14, 25, 36, 789, TimeSpan.Zero);

    [TestCase("now", false, "2026-03-11T14:25:36.789Z")]
    [TestCase("now-7d", false, "2026-03-04T14:25:36.789Z")]
    [TestCase("now-7d/d", false, "2026-03-04T00:00:00.000Z")]
    [TestCase("now/d", true, "2026-03-11T23:59:59.999Z")]
    [TestCase("now/w", false, "2026-03-09T00:00:00.000Z")]
    [TestCase("now/w", true, "2026-03-15T23:59:59.999Z")]
    [TestCase("now+1M/M", false, "2026-04-01T00:00:00.000Z")]
    [TestCase("now-1y/y", true, "2025-12-31T23:59:59.999Z")]
    [TestCase("now+2h-30m+5s", false, "2026-03-11T15:55:41.789Z")]
    [TestCase("now/h", false, "2026-03-11T14:00:00.000Z")]
    [TestCase("now/m", false, "2026-03-11T14:25:00.000Z")]
    [TestCase("now/s", false, "2026-03-11T14:25:36.000Z")]
    [TestCase("2026-01-31||+1M", false, "2026-02-28T00:00:00.000Z")]
    [TestCase("2026-01-15||/M", true, "2026-01-31T23:59:59.999Z")]
    [TestCase("2026", false, "2026-01-01T00:00:00.000Z")]
    [TestCase("2026", true, "2026-12-31T23:59:59.999Z")]
    [TestCase("2026-02", true, "2026-02-28T23:59:59.999Z")]
    [TestCase("2026-02-03T04:05", true, "2026-02-03T04:05:59.999Z")]
    [TestCase("2026-02-03T04:05:06.789123Z", false, "2026-02-03T04:05:06.789Z")]
    [TestCase("2026-02-03T04:05:06-0530", false, "2026-02-03T09:35:06.000Z")]
    [TestCase("1767225600000", false, "2026-01-01T00:00:00.000Z")]
    public void A_date_expression_is_one_moment(string text, bool roundUp, string expected)
    {
        var milliseconds = DateMath.Evaluate(text, DateFormat.Standard, Now, roundUp);

        Assert.That(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null), Is.EqualTo(expected));
    }

    [TestCase("now-7")]
    [TestCase("now*7d")]
    [TestCase("now/2d")]
    [TestCase("now-7q")]
    [TestCase("now-99999y")]
    [TestCase("now-99999999999d")]
    [TestCase("2026-13-01")]
    [TestCase("2026-01-01T25:00")]
    [TestCase("noon||+1d")]
    public void A_malformed_expression_is_refused(string text)
    {
        var error = Assert.Throws<SearchException>(() => DateMath.Evaluate(text, DateFormat.Standard, Now, roundUp: false));

        Assert.That((error!.Status, error.Type), Is.EqualTo((400, "parse_exception")));
    }
}
