using System.Text.Json.Nodes;
using Lego.Functions.Shared;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Shared;

/// <summary>What the instrumented clients add to the traced calls of the stores.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class InstrumentationTests
{
    [Test]
    public async Task A_call_to_the_bucket_is_one_node_with_the_answer_of_the_store()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var form = new FormBody().Field("fileType", "instruction").File("file", "plan.pdf", "application/pdf", TestApi.Pdf());

        var answer = await api.CallAsync("moc-file-upload", path: TestApi.Id(mocId), form: form);

        var call = answer.Trace.Named("s3:PutObject");
        var node = NodesOf(answer, "S3").Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Children().Single(), Is.SameAs(node));
            Assert.That((string?)node["aws"]!["operation"], Is.EqualTo("PutObject"));
            Assert.That((string?)node["aws"]!["bucket_name"], Is.EqualTo(AssemblySetUp.Settings.Bucket));
            Assert.That((string?)node["aws"]!["id_2"], Is.Not.Empty);
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_call_to_the_cache_is_one_node_that_tells_its_commands()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("health", signedIn: false);

        var call = answer.Trace.Named("cache:ping");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Children().Single(), Is.SameAs(NodesOf(answer, AssemblySetUp.Settings.Targets.CacheHost).Single()));
            Assert.That(call["metadata"]!["default"]!["commands"]!.ToJsonString(), Is.EqualTo("""{"PING":1}"""));
        }
    }

    [Test]
    public async Task A_drop_of_several_keys_is_one_node()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-create", new JsonObject { ["title"] = "Moc " + Guid.NewGuid() });

        var calls = answer.Trace.SelfAndDescendants().Count(step => step.Text("name")!.StartsWith("cache:", StringComparison.Ordinal));
        Assert.That(calls, Is.Not.Zero);
        Assert.That(NodesOf(answer, AssemblySetUp.Settings.Targets.CacheHost), Has.Length.EqualTo(calls));
    }

    [Test]
    public async Task Calls_outside_of_the_traced_ones_are_nodes_too()
    {
        await using var api = new TestApi();
        Instrumented.AwsSdk();
        var cache = new CacheConnection(AssemblySetUp.Settings.Cache, TimeProvider.System, Instrumented.Redis);
        await using (cache)
        {
            var documents = await new TracedRun { Targets = api.Services.Options.Targets }.RunAsync(async () =>
            {
                await TestObjects.PutAsync("instrumentation/plain");
                await cache.UseAsync(async database => await database.PingAsync(), CancellationToken.None);
            });

            Assert.That(
                documents.Single().Nodes().Select(node => node.Text("name")),
                Is.EqualTo(new[] { "S3", AssemblySetUp.Settings.Targets.CacheHost }));
        }
    }

    private static JsonObject[] NodesOf(ApiAnswer answer, string name) => [.. answer.Trace.Nodes().Where(node => node.Text("name") == name)];
}
