using System.Text.Json.Serialization;
using Lego.Functions;
using Lego.LocalHost.Embedded.UserPool;
using Lego.Operations.Aws;
using Lego.Operations.Logs;
using Lego.Operations.XRay;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Operations.Tests.Aws;

internal sealed record ListUsersCall(string UserPoolId, string Filter, int Limit);

internal sealed record ListUsersAnswer(IReadOnlyList<ListedUser> Users);

internal sealed record ListedUser(string Username);

[JsonSerializable(typeof(ListUsersCall))]
[JsonSerializable(typeof(ListUsersAnswer))]
internal sealed partial class TestJson : JsonSerializerContext;

[CancelAfter(30_000)]
public sealed class AwsCallTests
{
    private const string Subject = "a0a0a0a0-0000-4000-8000-000000000001";

    private readonly FakeTimeProvider _clock = new();

    [TestCase("the-secret", null)]
    [TestCase("another-secret", "refused ListUsers")]
    public async Task A_server_that_checks_signatures_takes_ours(string secret, string? refusal, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("lego-operations-pool-").FullName;
        var options = new EmbeddedUserPoolOptions
        {
            DataFolder = folder, AccessKey = "AKIDEXAMPLE", SecretKey = "the-secret", Region = "eu-central-1", TimeProvider = _clock,
        };
        await using var pool = new EmbeddedUserPool(options);
        await pool.StartAsync(cancellationToken);
        using var http = new HttpClient();
        var signer = new AwsRequestSigner("eu-central-1", new AwsKeys("AKIDEXAMPLE", secret, null), _clock);
        var client = new AwsJsonClient(http, "cognito-idp", signer, _clock);
        Task<ListUsersAnswer> Ask() => client.CallAsync(
            new Uri(pool.Endpoint + "/"), "AWSCognitoIdentityProviderService.ListUsers", new ListUsersCall(pool.PoolId, $"sub = \"{Subject}\"", 1),
            TestJson.Default.ListUsersCall, TestJson.Default.ListUsersAnswer, cancellationToken);

        if (refusal is null)
        {
            Assert.That((await Ask()).Users.Select(user => user.Username), Has.Exactly(1).Items);
        }
        else
        {
            Assert.That(Ask, Throws.InstanceOf<OperationsException>().With.Message.Contains(refusal));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Pages_are_followed_also_where_one_is_empty(CancellationToken cancellationToken)
    {
        await using var server = await AnsweringServer.StartAsync(
            (200, """{"TraceSummaries":[],"NextToken":"a"}"""), (200, """{"TraceSummaries":[{"Id":"1-2-3","ResponseTime":0.5,"IsPartial":false}]}"""));
        using var http = new HttpClient();
        var xray = new XRayClient(server.Address, new AwsJsonClient(http, XRayClient.Service, null, _clock));

        var from = new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);

        var found = await xray.SummariesAsync(from, from.AddSeconds(1.5), "fault", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(trace => trace.Id), Is.EqualTo(new[] { "1-2-3" }));
            Assert.That(server.Asked.Select(call => call.Path), Is.All.EqualTo("/TraceSummaries"));
            Assert.That(server.Asked[0].Body, Is.EqualTo("""{"StartTime":1795687200,"EndTime":1795687201.5,"FilterExpression":"fault"}"""));
            Assert.That(server.Asked[1].Body, Does.Contain("\"NextToken\":\"a\""));
        }
    }

    [Test]
    public async Task Traces_are_asked_for_five_at_a_time(CancellationToken cancellationToken)
    {
        await using var server = await AnsweringServer.StartAsync();
        using var http = new HttpClient();
        var xray = new XRayClient(server.Address, new AwsJsonClient(http, XRayClient.Service, null, _clock));

        await xray.TracesAsync(Enumerable.Range(1, 7).Select(number => $"1-0-{number}"), cancellationToken);

        Assert.That(server.Asked.Select(call => call.Body), Is.EqualTo(new[]
        {
            """{"TraceIds":["1-0-1","1-0-2","1-0-3","1-0-4","1-0-5"]}""", """{"TraceIds":["1-0-6","1-0-7"]}""",
        }));
    }

    [Test]
    public async Task A_busy_service_is_asked_again(CancellationToken cancellationToken)
    {
        await using var server = await AnsweringServer.StartAsync(
            (429, """{"Message":"Slow down"}"""), (400, """{"__type":"ThrottlingException"}"""), (503, ""), (200, """{"Services":[]}"""));

        var answer = await UntilDoneAsync(MapOf(server, cancellationToken));

        Assert.That((answer.Count, server.Asked.Count), Is.EqualTo((0, 4)));
    }

    [Test]
    public async Task One_that_stays_busy_is_told(CancellationToken cancellationToken)
    {
        await using var server = await AnsweringServer.StartAsync([.. Enumerable.Repeat((429, """{"Message":"Slow down"}"""), 5)]);

        Assert.That(
            () => UntilDoneAsync(MapOf(server, cancellationToken)),
            Throws.InstanceOf<OperationsException>().With.Message.EqualTo("xray refused ServiceGraph with 429: Slow down"));
    }

    [Test]
    public async Task Log_lines_are_searched_in_the_group_that_the_trace_names(CancellationToken cancellationToken)
    {
        await using var server = await AnsweringServer.StartAsync(
            (200, """{"events":[],"nextToken":"more"}"""), (200, """{"events":[{"message":"{\"traceId\":\"1-a-b\"}"}]}"""));
        using var http = new HttpClient();
        var logs = new CloudWatchLogs(server.Address, new AwsJsonClient(http, CloudWatchLogs.Service, null, _clock));
        var trace = new TraceDocuments("1-a-b", false, ["""{"id":"1","name":"f","aws":{"cloudwatch_logs":[{"log_group":"/aws/lambda/f"}]}}"""]);

        var lines = await logs.LinesAsync(trace, DateTimeOffset.FromUnixTimeMilliseconds(5), DateTimeOffset.FromUnixTimeMilliseconds(9), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Is.EqualTo(new[] { """{"traceId":"1-a-b"}""" }));
            Assert.That(server.Asked[0].Target, Is.EqualTo("Logs_20140328.FilterLogEvents"));
            Assert.That(
                System.Text.Json.Nodes.JsonNode.Parse(server.Asked[0].Body)!.ToString(),
                Does.Contain("$.traceId = \\u00221-a-b\\u0022").And.Contain("/aws/lambda/f").And.Contain("\"startTime\": 5"));
        }
    }

    private Task<IReadOnlyList<ServiceItem>> MapOf(AnsweringServer server, CancellationToken cancellationToken)
    {
        var xray = new XRayClient(server.Address, new AwsJsonClient(new HttpClient(), XRayClient.Service, null, _clock));
        return xray.MapAsync(_clock.GetUtcNow(), _clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>Lets the pauses between two tries pass at once.</summary>
    private async Task<T> UntilDoneAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        return await task;
    }
}
