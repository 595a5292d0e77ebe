namespace Lego.Functions.Tests;

public sealed class AppSettingsTests
{
    [Test]
    public void Servers_on_one_machine_are_nodes_of_their_own_on_the_service_map()
    {
        var targets = new AppSettings { Cache = "127.0.0.1:5085,abortConnect=false", Search = "http://127.0.0.1:5084" }.Targets;

        Assert.That((targets.CacheHost, targets.SearchHost), Is.EqualTo(("redis@127.0.0.1", "opensearch@127.0.0.1")));
    }

    [TestCase("cache.internal")]
    [TestCase("cache.internal:6380,password=planted-secret")]
    [TestCase("ssl=true,abortConnect=false, cache.internal:6380 ,other.internal:6380")]
    [TestCase("10.0.0.7:6379")]
    [TestCase("10.0.0.7")]
    [TestCase("[2001:db8::7]:6379")]
    [TestCase("2001:db8::7")]
    [TestCase("cache.internal:6379,$CONFIG=,serviceName=lego")]
    public void The_host_of_the_cache_is_the_one_that_the_client_reads(string configuration)
    {
        var host = StackExchange.Redis.ConfigurationOptions.Parse(configuration).EndPoints[0] switch
        {
            System.Net.DnsEndPoint name => name.Host,
            System.Net.IPEndPoint address => address.Address.ToString(),
            var other => other.ToString(),
        };

        Assert.That(new AppSettings { Cache = configuration }.Targets.CacheHost, Is.EqualTo(host));
    }

    [TestCase("abortConnect=false")]
    [TestCase("!/var/run/redis.sock")]
    public void A_cache_without_a_host_has_a_neutral_name(string configuration) =>
        Assert.That(new AppSettings { Cache = configuration }.Targets.CacheHost, Is.EqualTo("cache"));

    [Test]
    public void The_environment_is_read()
    {
        var settings = Read(
            ("LEGO_STAGE", "staging"),
            ("LEGO_DATABASE", "Host=db.internal;Port=5433;Database=lego;Username=app;Password=planted-secret"),
            ("LEGO_CACHE", "cache.internal:6380,password=planted-secret"),
            ("LEGO_SEARCH", "https://search.internal:9200"),
            ("LEGO_USER_POOL_ID", "eu-central-1_Lego"),
            ("LEGO_USER_POOL_ENDPOINT", "https://pool.internal"),
            ("LEGO_CORS_ORIGINS", "https://a.example, https://b.example"),
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "id"),
            ("AWS_SECRET_ACCESS_KEY", "planted-secret"),
            ("AWS_LAMBDA_MAX_CONCURRENCY", "8"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.Stage, Is.EqualTo("staging"));
            Assert.That(settings.CorsOrigins, Is.EqualTo(new[] { "https://a.example", "https://b.example" }));
            Assert.That(settings.Concurrency, Is.EqualTo(8));
            Assert.That(settings.UserPoolId, Is.EqualTo("eu-central-1_Lego"));
            Assert.That(settings.UserPoolEndpoint, Is.EqualTo("https://pool.internal"));
            Assert.That(settings.Targets.Database.Name, Is.EqualTo("lego@db.internal"));
            Assert.That(settings.Targets.CacheHost, Is.EqualTo("cache.internal"));
            Assert.That(settings.Targets.SearchHost, Is.EqualTo("search.internal"));
            Assert.That(settings.Targets.Region, Is.EqualTo("eu-central-1"));
            Assert.That(settings.ToString() + settings.Keys, Does.Not.Contain("planted-secret"));
        }
    }

    [TestCase("development", 2)]
    [TestCase("production", 0)]
    public void Without_a_list_of_origins_only_local_pages_are_let_in_and_none_in_production(string stage, int origins) =>
        Assert.That(Read(("LEGO_STAGE", stage)).CorsOrigins, Has.Count.EqualTo(origins));

    [TestCase("", "", "LEGO_USER_POOL_ID")]
    [TestCase("eu-central-1_Lego", "pool.internal", "LEGO_USER_POOL_ENDPOINT")]
    public void A_user_pool_that_cannot_be_reached_is_named_before_the_first_request(string id, string endpoint, string variable) =>
        Assert.That(
            () => Read(("LEGO_USER_POOL_ID", id), ("LEGO_USER_POOL_ENDPOINT", endpoint)).Check(Dependencies.UserPool),
            Throws.InvalidOperationException.With.Message.Contains(variable));

    private static AppSettings Read(params (string Name, string Value)[] variables) =>
        AppSettings.From(name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
