using System.Text.Json.Nodes;
using Lego.Testing;
using Lego.Testing.RuntimeApi;

namespace Lego.Functions.Tests;

/// <summary>
/// What one of the functions loads until its first answer, in a process of its own, beside what the least of functions loads. Connections
/// are left to the requests, which here never get that far.
/// </summary>
[Platform("Linux")]
public sealed class ColdStartTests
{
    private static readonly string[] Clients = ["Npgsql", "StackExchange.Redis", "RESPite", "AWSSDK.Core", "AWSSDK.S3", "NetVips", "CsvHelper", "Polly.Core"];

    [TestCase("moc-list")]
    [TestCase("moc-file-download")]
    [TestCase("profile-get")]
    public async Task A_function_loads_no_assembly_that_the_limits_do_not_name(string id)
    {
        var start = AssemblyLimit.Read("coldStart.assembliesBeforeFirstPoll").Names;
        var answer = AssemblyLimit.Read("coldStart.assembliesBeforeFirstAnswer").Names;
        var beforePoll = AssemblyLimit.Read("coldStart.functions.assembliesBeforeFirstPoll");
        var beforeAnswer = AssemblyLimit.Read("coldStart.functions.assembliesBeforeFirstAnswer");
        await using var api = await FakeRuntimeApi.StartAsync();
        await using var function = Start(id, api);

        await api.ReceivePollsAsync();
        var atPoll = function.Assemblies();
        // Nobody is signed in, so it is answered without a server.
        var outcome = await api.EnqueueAsync(Event(id).ToJsonString());
        var atAnswer = function.Assemblies();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)outcome.Json["statusCode"]!, Is.EqualTo(401));
            Assert.That(atPoll, Has.Member("Lego.Functions"));
            Assert.That(atAnswer.Intersect(Clients), Is.Empty);
            Assert.That(atPoll.Except(start).Except(beforePoll.Names), Is.Empty, "loaded before the first poll");
            Assert.That(atPoll, Has.Count.AtMost(beforePoll.Count));
            Assert.That(
                atAnswer.Except(start).Except(answer).Except(beforePoll.Names).Except(beforeAnswer.Names), Is.Empty, "loaded before the first answer");
            Assert.That(atAnswer, Has.Count.AtMost(beforeAnswer.Count));
        }
    }

    [Test]
    public async Task Connections_in_the_init_phase_load_the_clients_of_the_function_and_no_others()
    {
        await using var api = await FakeRuntimeApi.StartAsync();
        await using var function = Start("moc-list", api, InitConnect.On);

        await api.ReceivePollsAsync();

        Assert.That(
            function.Assemblies().Intersect(Clients), Is.SupersetOf(new[] { "Npgsql", "StackExchange.Redis" }).And.No.Member("AWSSDK.Core").And.No.Member("NetVips"));
    }

    private static StartedFunction Start(string id, FakeRuntimeApi api, InitConnect connect = InitConnect.Off) => StartedFunction.Start(
        "Lego.Functions",
        api.Address,
        new Dictionary<string, string>
        {
            ["LEGO_FUNCTION"] = id,
            ["LEGO_DATABASE"] = "Host=127.0.0.1;Port=9;Database=lego;Username=nobody",
            ["LEGO_CACHE"] = TestApi.DeadAddress,
            ["LEGO_BUCKET"] = "none",
            ["LEGO_USER_POOL_ID"] = "none",
            ["LEGO_INIT_CONNECT"] = connect.ToString(),
        });

    private static JsonObject Event(string id)
    {
        var row = FunctionCatalog.Find(id);
        return new JsonObject
        {
            ["version"] = "2.0",
            ["routeKey"] = row.RouteKey,
            ["rawPath"] = row.Route,
            ["rawQueryString"] = "",
            ["headers"] = new JsonObject { ["host"] = "api.example.test" },
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = "request-1",
                ["routeKey"] = row.RouteKey,
                ["http"] = new JsonObject { ["method"] = row.Method, ["path"] = row.Route, ["sourceIp"] = "203.0.113.7" },
            },
            ["isBase64Encoded"] = false,
        };
    }
}
