using Lego.Functions.Shared.RateLimit;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.Tests.Shared;

[Parallelizable(ParallelScope.All)]
public sealed class RateLimiterTests
{
    private readonly Clock _clock = new();

    [TestCaseSource(nameof(Classes))]
    public async Task A_class_has_its_limit(object rateClass, int limit)
    {
        var rate = (RateClass)rateClass;
        await using var api = new TestApi();
        var limiter = new RateLimiter(api.Services.Cache, _clock);
        for (var i = 0; i < limit; i++)
        {
            await limiter.CheckAsync(rate, api.User, default);
        }

        Assert.That(() => limiter.CheckAsync(rate, api.User, default), Throws.TypeOf<TooManyRequestsException>());
        Assert.That(() => limiter.CheckAsync(rate, api.User + "-other", default), Throws.Nothing);
    }

    [Test]
    public async Task The_window_slides_with_the_requests_and_does_not_start_anew()
    {
        await using var api = new TestApi();
        var clock = new Clock();
        var limiter = new RateLimiter(api.Services.Cache, clock);
        var start = clock.GetUtcNow();
        for (var i = 0; i < 10; i++)
        {
            await limiter.CheckAsync(RateClass.Strict, api.User, default);
            clock.Now += TimeSpan.FromSeconds(2);
        }

        var refused = Refused(limiter, api.User);
        // The first request leaves the window, the second stays for two seconds more.
        clock.Now = start + TimeSpan.FromSeconds(60);
        await limiter.CheckAsync(RateClass.Strict, api.User, default);
        var again = Refused(limiter, api.User);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.RetryAfter, Is.EqualTo(40));
            Assert.That(refused.ResetAt, Is.EqualTo(start + TimeSpan.FromSeconds(60)));
            Assert.That(again.RetryAfter, Is.EqualTo(2));
        }
    }

    [Test]
    public async Task Refused_requests_do_not_prolong_the_wait()
    {
        await using var api = new TestApi();
        var clock = new Clock();
        var limiter = new RateLimiter(api.Services.Cache, clock);
        for (var i = 0; i < 10; i++)
        {
            await limiter.CheckAsync(RateClass.Strict, api.User, default);
        }

        clock.Now += TimeSpan.FromMilliseconds(59_999);
        var refused = Refused(limiter, api.User);
        clock.Now += TimeSpan.FromMilliseconds(1);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(refused.RetryAfter, Is.EqualTo(1), "never zero seconds");
            Assert.That(() => limiter.CheckAsync(RateClass.Strict, api.User, default), Throws.Nothing);
        }
    }

    [Test]
    public async Task Of_requests_at_the_same_moment_no_more_than_the_limit_are_accepted()
    {
        await using var api = new TestApi();
        await using var second = new TestApi();
        RateLimiter[] limiters = [new(api.Services.Cache, _clock), new(second.Services.Cache, _clock)];

        var accepted = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => IsAcceptedAsync(limiters[i % 2], api.User)));

        Assert.That(accepted.Count(isAccepted => isAccepted), Is.EqualTo(10));
    }

    [TestCase("")]
    [TestCase("127.0.0.1:9")]
    public async Task Without_a_cache_every_request_is_accepted(string cache)
    {
        await using var api = new TestApi(settings => settings with { Cache = cache });
        var limiter = new RateLimiter(api.Services.Cache, _clock);

        for (var i = 0; i < 11; i++)
        {
            Assert.That(() => limiter.CheckAsync(RateClass.Strict, api.User, default), Throws.Nothing);
        }
    }

    private static TooManyRequestsException Refused(RateLimiter limiter, string user) =>
        Assert.ThrowsAsync<TooManyRequestsException>(() => limiter.CheckAsync(RateClass.Strict, user, default))!;

    private static async Task<bool> IsAcceptedAsync(RateLimiter limiter, string user)
    {
        try
        {
            await limiter.CheckAsync(RateClass.Strict, user, default);
            return true;
        }
        catch (TooManyRequestsException)
        {
            return false;
        }
    }

    private static IEnumerable<TestCaseData> Classes() =>
    [
        new TestCaseData(RateClass.Strict, 10).SetArgDisplayNames("strict"),
        new TestCaseData(RateClass.Standard, 60).SetArgDisplayNames("standard"),
        new TestCaseData(RateClass.Lenient, 120).SetArgDisplayNames("lenient"),
    ];

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
