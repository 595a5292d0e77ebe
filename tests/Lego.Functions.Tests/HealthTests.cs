using Lego.Testing.Tracing;

namespace Lego.Functions.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class HealthTests
{
    [Test]
    public async Task All_servers_answer()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("health", signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "status"), Is.EqualTo("healthy"));
            Assert.That(answer.Text("data", "services"), Is.EqualTo(Services("connected", "connected", "connected")));
            Assert.That(answer.Text("data", "version"), Does.Match(@"^\d+\.\d+\.\d+"));
            Assert.That(answer.Text("data", "timestamp"), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
            Assert.That(answer.Text("message"), Does.Contain("healthy"));
            Assert.That(answer.Trace.Annotation("status"), Is.EqualTo("healthy"));
            Assert.That(answer.Steps, Is.EquivalentTo(new[] { "db:health.ping", "search:cluster.health", "cache:ping" }));
        }
    }

    [Test]
    public async Task A_cache_that_is_not_configured_is_disabled_and_no_reason_to_worry()
    {
        await using var api = new TestApi(settings => settings with { Cache = "" });

        var answer = await api.CallAsync("health", signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Text("data", "status"), Is.EqualTo("healthy"));
            Assert.That(answer.Text("data", "services"), Is.EqualTo(Services("connected", "connected", "disabled")));
        }
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public async Task Without_the_cache_or_the_index_the_service_is_degraded(bool cacheDown, bool searchDown)
    {
        await using var api = new TestApi(settings => settings with
        {
            Cache = cacheDown ? TestApi.DeadAddress : settings.Cache,
            Search = searchDown ? "http://" + TestApi.DeadAddress : settings.Search,
        });

        var answer = await api.CallAsync("health", signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "status"), Is.EqualTo("degraded"));
            Assert.That(
                answer.Text("data", "services"),
                Is.EqualTo(Services("connected", searchDown ? "disconnected" : "connected", cacheDown ? "disconnected" : "connected")));
            Assert.That(answer.Trace.Annotation("status"), Is.EqualTo("degraded"));
        }
    }

    [Test]
    public async Task Without_the_database_it_is_unavailable_and_says_so_in_production_too()
    {
        await using var api = new TestApi(
            settings => settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Password=planted-secret;Database=lego" }, production: true);

        var answer = await api.CallAsync("health", signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(503));
            Assert.That(answer.ErrorType, Is.EqualTo("SERVICE_UNAVAILABLE"));
            Assert.That(answer.Text("error", "details", "services"), Is.EqualTo(Services("disconnected", "connected", "connected")));
            Assert.That(answer.Text("error", "details", "timestamp"), Does.EndWith("Z"));
            Assert.That(answer.Body + answer.Trace.ToJsonString(), Does.Not.Contain("planted-secret"));
        }
    }

    private static string Services(string postgres, string opensearch, string redis) =>
        System.Text.Json.Nodes.JsonNode.Parse($$"""{"postgres":"{{postgres}}","opensearch":"{{opensearch}}","redis":"{{redis}}"}""")!.ToString();
}
