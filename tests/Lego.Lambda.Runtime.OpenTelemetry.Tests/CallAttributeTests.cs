using Lego.Lambda.Runtime.OpenTelemetry.Spans;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>What traced calls say of their servers.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CallAttributeTests
{
    [Test]
    public async Task A_database_call()
    {
        var span = await SpanOf("db:moc.get", () => TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, subsegment =>
        {
            subsegment.SetStatement("select title from moc_instructions where code = 'br1ckt0wer'");
            return Task.CompletedTask;
        }));

        ExpectAll(span, new()
        {
            ["db.system.name"] = "postgresql",
            ["db.namespace"] = "lego",
            ["db.collection.name"] = "moc_instructions",
            ["db.operation.name"] = "select",
            ["server.address"] = "db.internal",
            ["server.port"] = 5433L,
            ["table"] = "moc_instructions",
            ["operation"] = "select",
        });
        Assert.That(span["db.query.text"], Does.StartWith("select title").And.Not.Contains("br1ckt0wer"));
    }

    [Test]
    public async Task A_call_of_S3()
    {
        var span = await SpanOf("s3:PutObject", () => TraceS3("PutObject", "moc-files", "mocs/1/a.pdf", subsegment =>
        {
            subsegment.SetAwsResponse(200, "REQUEST1", "extended", 17);
            return Task.CompletedTask;
        }));

        ExpectAll(span, new()
        {
            ["rpc.system"] = "aws-api",
            ["rpc.service"] = "S3",
            ["rpc.method"] = "PutObject",
            ["cloud.region"] = "eu-central-1",
            ["aws.s3.bucket"] = "moc-files",
            ["aws.s3.key"] = "mocs/1/a.pdf",
            ["aws.request_id"] = "REQUEST1",
            ["aws.extended_request_id"] = "extended",
            ["http.response.status_code"] = 200L,
            ["http.response.body.size"] = 17L,
        });
        Assert.That(span.Attributes.Keys, Does.Not.Contain("server.address"), "the service is no host");
    }

    [Test]
    public async Task A_call_of_the_cache()
    {
        var span = await SpanOf("cache:get", () => TraceCache("get", "moc:detail:{mocId}", () => Task.CompletedTask));

        ExpectAll(span, new()
        {
            ["db.system.name"] = "redis",
            ["db.operation.name"] = "get",
            ["server.address"] = "127.0.0.1",
            ["lego.metadata.default.key"] = "moc:detail:{mocId}",
        });
    }

    [Test]
    public async Task A_call_of_the_search_domain_over_http()
    {
        var span = await SpanOf("search:query", () => TraceSearch("query", "mocs", subsegment =>
        {
            subsegment.SetHttpRequest("POST", "https://search.internal:9200/mocs/_search?token=br1ckt0wer");
            subsegment.SetHttpResponse(200, 1234);
            return Task.CompletedTask;
        }));

        ExpectAll(span, new()
        {
            ["db.system.name"] = "opensearch",
            ["db.operation.name"] = "query",
            ["db.collection.name"] = "mocs",
            ["server.address"] = "search.internal",
            ["server.port"] = 9200L,
            ["http.request.method"] = "POST",
            ["url.full"] = "https://search.internal:9200/mocs/_search?token=[redacted]",
            ["http.response.status_code"] = 200L,
            ["http.response.body.size"] = 1234L,
        });
    }

    [Test]
    public async Task A_call_of_the_user_pool()
    {
        var span = await SpanOf("idp:AdminGetUser", () => TraceUserPool("AdminGetUser", () => Task.CompletedTask));

        ExpectAll(span, new()
        {
            ["rpc.system"] = "aws-api",
            ["rpc.service"] = "CognitoIdentityProvider",
            ["rpc.method"] = "AdminGetUser",
            ["cloud.region"] = "eu-central-1",
        });
    }

    [Test]
    public async Task Calls_of_other_services_name_their_resources()
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() =>
        {
            Start("DynamoDB", "GetItem", new() { Kind = DependencyKind.Aws, Name = "", TableName = "sets" });
            Start("SQS", "SendMessage", new() { Kind = DependencyKind.Aws, Name = "", QueueUrl = "https://sqs/1/orders", Retries = 2 });
            Start("SNS", "Publish", new() { Kind = DependencyKind.Aws, Name = "", TopicArn = "arn:aws:sns:eu-central-1:1:news" });
            Start("Lambda", "Invoke", new() { Kind = DependencyKind.Aws, Name = "", FunctionName = "moc-get", Region = "eu-central-1" });
            return Task.CompletedTask;
        });

        ExpectAll(request.Named("DynamoDB"), new()
        {
            ["db.system.name"] = "aws.dynamodb",
            ["db.collection.name"] = "sets",
            ["db.operation.name"] = "GetItem",
        });
        Assert.That(request.Named("DynamoDB")["aws.dynamodb.table_names"], Is.EqualTo(new[] { "sets" }));
        ExpectAll(request.Named("SQS"), new()
        {
            ["messaging.system"] = "aws_sqs",
            ["messaging.destination.name"] = "orders",
            ["aws.sqs.queue.url"] = "https://sqs/1/orders",
            ["http.request.resend_count"] = 2L,
        });
        ExpectAll(request.Named("SNS"), new()
        {
            ["messaging.system"] = "aws.sns",
            ["messaging.destination.name"] = "news",
            ["aws.sns.topic.arn"] = "arn:aws:sns:eu-central-1:1:news",
        });
        ExpectAll(request.Named("Lambda"), new()
        {
            ["faas.invoked_name"] = "moc-get",
            ["faas.invoked_provider"] = "aws",
            ["faas.invoked_region"] = "eu-central-1",
        });
    }

    [TestCase("MySQL", "mysql")]
    [TestCase("SqlServer", "microsoft.sql_server")]
    [TestCase("Oracle", "oracle.db")]
    [TestCase("Db2", "other_sql")]
    public async Task Databases_have_the_names_of_the_conventions(string type, string name)
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() =>
        {
            using var subsegment = Subsegment.Current!.Start("call", new DependencyCall
            {
                Kind = DependencyKind.Database,
                Name = "shop@db.internal",
                Sql = new DatabaseTarget { Name = "shop@db.internal", DatabaseType = type },
            });
            return Task.CompletedTask;
        });

        ExpectAll(request.Named("call"), new() { ["db.system.name"] = name, ["db.namespace"] = "shop", ["server.address"] = "db.internal" });
    }

    [TestCase("https://host/a/b?x=1#top", "https", "host", null, "/a/b", "x=1")]
    [TestCase("http://user:secret@host:81", "http", "host", 81L, null, null)]
    [TestCase("https://[::1]:8443/a", "https", "::1", 8443L, "/a", null)]
    [TestCase("https://[::1]/", "https", "::1", null, "/", null)]
    [TestCase("/a?b", null, null, null, "/a", "b")]
    [TestCase("https://host:many/a", "https", "host:many", null, "/a", null)]
    [TestCase("", null, null, null, null, null)]
    public void A_url_is_taken_apart(string url, string? scheme, string? host, long? port, string? path, string? query) =>
        Assert.That(UrlParts.Of(url), Is.EqualTo(new UrlParts(scheme, host, port, path, query)));

    private static async Task<ReceivedSpan> SpanOf(string name, Func<Task> work)
    {
        await using var probe = await OtelProbe.StartAsync();
        return (await probe.TraceAsync(work)).Named(name);
    }

    private static void Start(string service, string operation, DependencyCall call)
    {
        call.Name = service;
        call.AwsOperation = operation;
        using var subsegment = Subsegment.Current!.Start(service, call);
    }

    private static void ExpectAll(ReceivedSpan span, Dictionary<string, object> expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(span.Kind, Is.EqualTo(3));
            foreach (var (key, value) in expected)
            {
                Assert.That(span[key], Is.EqualTo(value), key);
            }
        }
    }
}
