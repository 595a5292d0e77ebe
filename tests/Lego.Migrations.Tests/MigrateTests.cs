using System.Text.Json.Nodes;
using Lego.Functions;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Testing;
using Lego.Testing.Http;
using Lego.Testing.RuntimeApi;
using Npgsql;

namespace Lego.Migrations.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class MigrateTests
{
    private static readonly string[] Indexes = ["moc_instructions", "gallery_images", "wishlist_items"];

    [Test]
    public async Task A_new_stage_gets_its_schema_and_its_indexes_and_the_next_run_finds_nothing_to_do()
    {
        await using var search = await AssemblySetUp.NewSearchAsync();
        using var host = new TestHost();
        var migrate = new Migrate(Settings(await AssemblySetUp.NewDatabaseAsync(), search.Endpoint), host.Options);

        var first = await host.InvokeAsync(migrate, new MigrationRequest());
        var second = await host.InvokeAsync(migrate, new MigrationRequest());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Response.Applied, Has.Count.EqualTo(5).And.Ordered);
            Assert.That((first.Response.Schema, second.Response.Schema), Is.EqualTo(("0005", "0005")));
            Assert.That(first.Response.Indexes, Is.EqualTo(Indexes));
            Assert.That(second.Response.Applied, Is.Empty);
            Assert.That(second.Response.Indexes, Is.Empty);
            first.Trace.Has("schema").Under("migrate");
            first.Trace.Has("user").Under("migrate").WithAnnotation("iam", false);
            first.Trace.Has("search:create").Under("migrate");
        }
    }

    [Test]
    public async Task The_indexes_have_keywords_where_functions_look_for_whole_values()
    {
        await using var search = await AssemblySetUp.NewSearchAsync();
        using var host = new TestHost();
        await host.InvokeAsync(new Migrate(Settings(await AssemblySetUp.NewDatabaseAsync(), search.Endpoint), host.Options), new MigrationRequest());
        using var http = new HttpClient();

        using (Assert.EnterMultipleScope())
        {
            foreach (var index in Indexes)
            {
                var mapping = JsonNode.Parse(await http.GetStringAsync(new Uri($"{search.Endpoint}/{index}")))![index]!;
                Assert.That((string?)mapping["mappings"]!["properties"]!["userId"]!["type"], Is.EqualTo("keyword"), index);
                Assert.That((string?)mapping["settings"]!["index"]!["number_of_shards"], Is.EqualTo("1"), index);
            }
        }
    }

    [Test]
    public async Task An_index_that_a_document_made_before_is_told_by_its_name()
    {
        await using var search = await AssemblySetUp.NewSearchAsync();
        using var http = new HttpClient();
        using var document = new StringContent("""{"userId":"u"}""", System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PutAsync(new Uri($"{search.Endpoint}/gallery_images/_doc/1"), document);
        using var host = new TestHost();

        var failed = await host.InvokeFailingAsync(
            new Migrate(Settings(await AssemblySetUp.NewDatabaseAsync(), search.Endpoint), host.Options), new MigrationRequest());

        Assert.That(failed.Exception.Message, Does.StartWith("The index gallery_images has other fields than its mapping"));
    }

    [Test]
    public async Task The_owner_comes_from_the_secret()
    {
        var owner = new NpgsqlConnectionStringBuilder(await AssemblySetUp.NewDatabaseAsync());
        await using var server = await TestHttpServer.StartAsync();
        server.Plan(200, new JsonObject
        {
            ["SecretString"] = new JsonObject
            {
                ["username"] = owner.Username, ["password"] = owner.Password, ["host"] = owner.Host, ["port"] = owner.Port, ["dbname"] = owner.Database,
            }.ToJsonString(),
        }.ToJsonString());
        using var host = new TestHost();
        // Without TLS, which this server does not speak.
        var settings = Settings("Host=proxy.example;Username=lego_app;SSL Mode=Disable", "") with
        {
            SecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:lego-AbCdEf",
            SecretEndpoint = server.Address.AbsoluteUri,
        };

        var run = await host.InvokeAsync(new Migrate(settings, host.Options), new MigrationRequest());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Response.Schema, Is.EqualTo("0005"));
            run.Trace.Has("secretsmanager:GetSecretValue").Under("migrate");
            run.DoesNotLeak(owner.Password!);
        }
    }

    [Test]
    public async Task A_database_that_is_not_there_fails_the_run_without_the_password()
    {
        using var host = new TestHost();
        var settings = Settings("Host=127.0.0.1;Port=9;Username=lego;Password=planted-secret;Timeout=2", "");

        var failed = await host.InvokeFailingAsync(new Migrate(settings, host.Options), new MigrationRequest());

        Assert.That(failed.Exception.ToString(), Does.Contain("127.0.0.1:9").And.Not.Contains("planted-secret"));
    }

    [Test]
    public async Task When_CloudFormation_takes_the_stage_away_nothing_is_done()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Migrate(Settings("Host=127.0.0.1;Port=9", ""), host.Options), new MigrationRequest("Delete"));

        Assert.That(run.Response, Has.Property("Schema").Null.And.Property("Applied").Empty);
    }

    [Test]
    public async Task The_event_and_the_answer_are_plain_JSON()
    {
        using var host = new TestHost();
        var database = await AssemblySetUp.NewDatabaseAsync();
        await using var runtime = await FakeRuntimeApi.StartAsync();
        using var stop = new CancellationTokenSource();
        var loop = new RuntimeLoop(
            _ => ValueTask.FromResult<IInvocationHandler>(new TypedInvocationHandler<MigrationRequest, MigrationReport>(
                new Migrate(Settings(database, ""), host.Options), MigrationJson.Default.MigrationRequest, MigrationJson.Default.MigrationReport)),
            new RuntimeLoopOptions { Address = runtime.Address, StopOnSignals = false }).RunAsync(stop.Token);

        var outcome = await runtime.EnqueueAsync("""{"RequestType":"Create","ResourceProperties":{"Version":"1"}}""");
        await stop.CancelAsync();
        await loop;

        Assert.That(
            outcome.Text,
            Is.EqualTo("""{"applied":["0001_moc.sql","0002_gallery.sql","0003_wishlist.sql","0004_parts_lists.sql","0005_repair_progress.sql"],"schema":"0005","indexes":[]}"""));
    }

    [TestCase("", "", "LEGO_DATABASE_SECRET")]
    [TestCase("Host=proxy;Username=lego_app", "iam", "LEGO_DATABASE_SECRET")]
    [TestCase("Host=proxy", "certificate", "LEGO_DATABASE_AUTH")]
    public void A_setting_that_is_missing_is_named_at_the_start(string database, string auth, string variable) =>
        Assert.That(
            () => MigrationSettings.From(name => name switch { "LEGO_DATABASE" => database, "LEGO_DATABASE_AUTH" => auth, _ => null }),
            Throws.InvalidOperationException.With.Message.Contains(variable));

    private static MigrationSettings Settings(string database, string search) =>
        new(new AppSettings { Database = database, Search = search, Region = "eu-central-1", Keys = new AwsKeys("id", "key", null) }, "", "");
}
