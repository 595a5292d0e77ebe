namespace Lego.LocalHost.Tests.UserPool;

[Parallelizable(ParallelScope.All)]
public sealed class EmbeddedKeysTests
{
    [Test]
    public void When_all_runs_here_the_functions_get_our_keys_whatever_the_caller_has()
    {
        var keys = EmbeddedKeys.Choose(runsStore: true, null, null, WithKeys);

        Assert.That(keys, Is.EqualTo(new EmbeddedKeys("local", "local-secret", AreOurs: true)));
    }

    [TestCase(true, "eu-central-1_Real")]
    [TestCase(false, null)]
    [TestCase(false, "eu-central-1_Real")]
    public void Beside_an_outside_server_the_keys_are_those_of_the_caller(bool runsStore, string? pool)
    {
        var keys = EmbeddedKeys.Choose(runsStore, pool, null, WithKeys);

        Assert.That(keys, Is.EqualTo(new EmbeddedKeys("theirs", "their-secret", AreOurs: false)));
    }

    [TestCase(true, "eu-central-1_Real", "The user pool is an outside one")]
    [TestCase(false, null, "The object store is an outside one")]
    public void Keys_that_an_embedded_server_cannot_know_are_asked_for(bool runsStore, string? pool, string told) =>
        Assert.That(
            () => EmbeddedKeys.Choose(runsStore, pool, null, static _ => null),
            Throws.InvalidOperationException.With.Message.Contains(told).And.Message.Contains("AWS_ACCESS_KEY_ID"));

    [Test]
    public void With_no_embedded_server_the_keys_may_come_from_anywhere() =>
        Assert.That(EmbeddedKeys.Choose(runsStore: false, "eu-central-1_Real", null, static _ => null).AreOurs, Is.False);

    [Test]
    public void An_endpoint_without_a_pool_is_a_mistake() =>
        Assert.That(
            () => EmbeddedKeys.Choose(runsStore: true, null, "http://127.0.0.1:9229", WithKeys),
            Throws.InvalidOperationException.With.Message.Contains("LEGO_USER_POOL_ID"));

    [Test]
    public void Keys_do_not_show_the_secret() =>
        Assert.That(EmbeddedKeys.Choose(runsStore: false, null, null, WithKeys).ToString(), Does.Not.Contain("their-secret"));

    private static string? WithKeys(string name) => name switch
    {
        "AWS_ACCESS_KEY_ID" => "theirs",
        "AWS_SECRET_ACCESS_KEY" => "their-secret",
        _ => null,
    };
}
