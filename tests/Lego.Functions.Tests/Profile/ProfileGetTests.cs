using Lego.Functions.Shared.RateLimit;
using Lego.Functions.Tests.Wishlist;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Profile;

[Parallelizable(ParallelScope.All)]
public sealed class ProfileGetTests
{
    [Test]
    public async Task The_pool_knows_the_user_and_the_database_counts()
    {
        var user = AssemblySetUp.TakeUser();
        await using var api = new TestApi { User = user.Subject };
        await api.CreateMocAsync();
        await api.CreateMocAsync();
        await TestRows.AddImageAsync(api.User, "Front");
        await api.WishAsync();

        var miss = await api.OfAsync("profile-get");
        var hit = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(miss.Status, Is.EqualTo(200));
            Assert.That(
                miss.Data.ToJsonString(),
                Is.EqualTo(
                    $$$"""{"id":"{{{user.Subject}}}","email":"{{{user.Email}}}","name":"{{{user.Name}}}","avatarUrl":null,"stats":{"mocs":2,"images":1,"wishlistItems":1}}"""));
            Assert.That(miss.Steps, Is.EquivalentTo(new[] { "cache:limit", "cache:get", "idp:AdminGetUser", "db:profile.stats", "cache:set" }));
            Assert.That(miss.Trace.Named("cache:limit").Metadata("default", "key"), Is.EqualTo("ratelimit:standard:{userId}"));
            Assert.That(miss.Trace.Children().Select(child => child.Text("name")), Is.SupersetOf(new[] { "idp:AdminGetUser", "db:profile.stats" }), "siblings");
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:limit", "cache:get" }));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Data.ToJsonString(), Is.EqualTo(miss.Data.ToJsonString()));
        }
    }

    [Test]
    public async Task The_61st_request_in_a_minute_is_refused()
    {
        await using var api = new TestApi(production: true) { User = AssemblySetUp.TakeUser().Subject };
        for (var i = 0; i < 59; i++)
        {
            await api.Services.RateLimiter.CheckAsync(RateClass.Standard, api.User, default);
        }

        var last = await api.OfAsync("profile-get");
        var answer = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(last.Status, Is.EqualTo(200));
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((429, "TOO_MANY_REQUESTS")));
            Assert.That((int?)answer.Json["error"]!["details"]!["retryAfter"], Is.InRange(1, 60));
            Assert.That(answer.Headers["Retry-After"], Is.EqualTo(answer.Text("error", "details", "retryAfter")));
            Assert.That(answer.Text("error", "details", "resetAt"), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "cache:limit" }));
            Assert.That(answer.Trace["throttle"]?.GetValue<bool>(), Is.True);
            Assert.That(answer.Trace["error"]?.GetValue<bool>(), Is.True);
            Assert.That(answer.Trace.Annotation("errorType"), Is.EqualTo("TOO_MANY_REQUESTS"));
        }
    }

    [Test]
    public async Task A_database_that_is_down_is_a_database_error()
    {
        await using var api = new TestApi(Wishes.WithoutDatabase, production: true) { User = AssemblySetUp.TakeUser().Subject };

        var answer = await api.OfAsync("profile-get");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
            Assert.That(answer.Body + answer.Trace.ToJsonString(), Does.Not.Contain("planted-secret"));
        }
    }
}
