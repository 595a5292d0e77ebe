using Lego.Functions.Shared;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Functions.Tests.Connections;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DatabaseTokenTests
{
    // Host, user, keys, time and signature of the test with which AWS's SDK for Python checks its own tokens.
    private static readonly AwsKeys Keys = new("akid", "skid", null);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2016, 11, 7, 17, 39, 33, TimeSpan.Zero));

    [Test]
    public async Task A_token_is_what_the_SDK_of_AWS_makes_of_the_same_user_and_time()
    {
        var token = await Token(Keys).GetAsync(default);
        var query = token[(token.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');

        using (Assert.EnterMultipleScope())
        {
            Assert.That(token, Does.StartWith("prod-instance.us-east-1.rds.amazonaws.com:3306/?"));
            Assert.That(query, Is.EquivalentTo(new[]
            {
                "Action=connect",
                "DBUser=someusername",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256",
                "X-Amz-Credential=akid%2F20161107%2Fus-east-1%2Frds-db%2Faws4_request",
                "X-Amz-Date=20161107T173933Z",
                "X-Amz-Expires=900",
                "X-Amz-SignedHeaders=host",
                "X-Amz-Signature=d1138cdbc0ca63eec012ec0fc6c2267e03642168f5884a7795320d4c18374c61",
            }));
        }
    }

    [Test]
    public async Task A_token_of_a_role_carries_the_token_of_its_session() =>
        Assert.That(
            await Token(Keys with { SessionToken = "session/token+" }).GetAsync(default),
            Does.Contain("&X-Amz-Security-Token=session%2Ftoken%2B&").And.Not.Contains("skid"));

    [Test]
    public async Task A_token_is_kept_for_ten_minutes_and_made_anew_with_five_left()
    {
        var token = Token(Keys);
        var first = await token.GetAsync(default);

        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        var kept = await token.GetAsync(default);
        _clock.Advance(TimeSpan.FromTicks(1));
        var renewed = await token.GetAsync(default);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(kept, Is.SameAs(first));
            Assert.That(renewed, Does.Contain("X-Amz-Date=20161107T174933Z"));
        }
    }

    [Test]
    public async Task A_token_from_a_clock_that_was_ahead_is_not_kept()
    {
        var ahead = new MovedClock { Now = _clock.GetUtcNow().AddHours(1) };
        var token = new DatabaseToken(
            new AwsSigner(DatabaseToken.Service, "us-east-1", Keys, ahead), "db.example", 5432, "lego_app", ahead);
        await token.GetAsync(default);

        ahead.Now = _clock.GetUtcNow();

        Assert.That(await token.GetAsync(default), Does.Contain("X-Amz-Date=20161107T173933Z"));
    }

    private DatabaseToken Token(AwsKeys keys) => new(
        new AwsSigner(DatabaseToken.Service, "us-east-1", keys, _clock), "prod-instance.us-east-1.rds.amazonaws.com", 3306, "someusername", _clock);

    private sealed class MovedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
