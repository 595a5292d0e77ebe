using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>A service of JSON bodies, as most are.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DynamoDBCallTests
{
    [TestCase("mocs")]
    [TestCase("arn:aws:dynamodb:eu-central-1:123456789012:table/mocs")]
    public async Task A_call_is_a_node_of_its_table(string table)
    {
        await using var service = await StubService.StartAsync((200, "{}"));
        using var client = NewClient(service);

        var root = await TracedRun.DocumentOfAsync(() => client.PutItemAsync(table, new() { ["id"] = new AttributeValue("planted-value") }));

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("DynamoDB"));
            Assert.That(
                node["aws"]!.ToJsonString(),
                Is.EqualTo("""{"operation":"PutItem","region":"eu-central-1","table_name":"mocs","request_id":"REQUEST1"}"""));
            Assert.That(root.ToJsonString(), Does.Not.Contain("planted-value"));
        }
    }

    [TestCase(1, ExpectedResult = "table0")]
    [TestCase(2, ExpectedResult = null)]
    public async Task<string?> A_batch_is_a_node_of_its_table_where_it_has_one(int tables)
    {
        await using var service = await StubService.StartAsync((200, "{}"));
        using var client = NewClient(service);
        var request = new BatchGetItemRequest
        {
            RequestItems = Enumerable.Range(0, tables).ToDictionary(
                i => $"table{i}", _ => new KeysAndAttributes { Keys = [new() { ["id"] = new AttributeValue("1") }] }),
        };

        var root = await TracedRun.DocumentOfAsync(() => client.BatchGetItemAsync(request));

        return (string?)root.Nodes().Single()["aws"]!["table_name"];
    }

    [Test]
    public async Task A_throttled_call_is_an_error_and_a_throttle_whatever_its_status()
    {
        await using var service = await StubService.StartAsync(
            (400, """{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"Too fast"}"""));
        using var client = NewClient(service);

        var root = await TracedRun.DocumentOfAsync(async () =>
        {
            try
            {
                await client.GetItemAsync("mocs", new() { ["id"] = new AttributeValue("1") });
            }
            catch (ProvisionedThroughputExceededException)
            {
            }
        });

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(S3CallTests.Flags(node), Is.EqualTo(new[] { "error", "throttle" }));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(400));
            Assert.That((string?)node["cause"]!["exceptions"]![0]!["message"], Is.EqualTo("Too fast"));
        }
    }

    private static AmazonDynamoDBClient NewClient(StubService service) => new(
        new BasicAWSCredentials("id", "secret"),
        new AmazonDynamoDBConfig { ServiceURL = service.Endpoint, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 });
}
