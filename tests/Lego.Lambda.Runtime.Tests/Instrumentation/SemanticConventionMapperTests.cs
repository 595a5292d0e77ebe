using System.Diagnostics;
using System.Globalization;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SemanticConventionMapperTests : IDisposable
{
    private readonly ActivitySource _source = new("Test." + Guid.NewGuid().ToString("N"));

    [TestCase("db.system.name=mysql;db.namespace=shop;server.address=db1", DependencyKind.Database, "shop@db1")]
    [TestCase("db.system=postgresql;db.name=shop;net.peer.name=db1", DependencyKind.Database, "shop@db1")]
    [TestCase("db.system.name=redis;db.namespace=0;server.address=cache1", DependencyKind.Cache, "cache1")]
    [TestCase("db.system.name=elasticsearch;server.address=search1;http.request.method=GET", DependencyKind.Search, "search1")]
    [TestCase("db.system.name=mongodb;db.namespace=shop;server.address=mongo1", DependencyKind.Other, "shop@mongo1")]
    [TestCase("db.system.name=mongodb", DependencyKind.Other, "mongodb")]
    [TestCase("db.system.name=aws.dynamodb;db.operation.name=GetItem;db.collection.name=orders", DependencyKind.Aws, "DynamoDB")]
    [TestCase("rpc.system=grpc;rpc.service=shop.Orders;server.address=orders.internal", DependencyKind.Other, "orders.internal")]
    [TestCase("rpc.system=aws-api;rpc.service=SQS;rpc.method=SendMessage", DependencyKind.Aws, "SQS")]
    [TestCase("messaging.system=rabbitmq;messaging.destination.name=orders;server.address=mq1", DependencyKind.Other, "orders@mq1")]
    [TestCase("messaging.system=rabbitmq;messaging.destination.template=reply-{id};messaging.destination.name=reply-7", DependencyKind.Other, "reply-{id}@rabbitmq")]
    [TestCase("http.request.method=GET;url.full=https://api.example.com/a;server.address=api.example.com;server.port=443", DependencyKind.Http, "api.example.com")]
    [TestCase("http.request.method=GET;url.full=https://api.example.com:8443/a", DependencyKind.Http, "api.example.com:8443")]
    [TestCase("server.address=ldap1", DependencyKind.Other, "ldap1")]
    public void The_conventions_tell_what_is_called(string tags, DependencyKind kind, string name)
    {
        var call = new SemanticConventionMapper("x").Describe(Tagged(tags));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call!.Kind, Is.EqualTo(kind));
            Assert.That(call.Name, Is.EqualTo(name));
            Assert.That(call.Sql is not null, Is.EqualTo(kind == DependencyKind.Database), "with a sql block X-Ray draws a SQL database");
        }
    }

    [Test]
    public void A_SQL_call_has_its_url_type_and_statement_without_literals()
    {
        var call = new SemanticConventionMapper("x").Describe(
            Tagged("db.system.name=mysql;db.namespace=shop;server.address=db1;db.query.text=select a from t where b = 'hunter2'"))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Sql!.Url, Is.EqualTo("mysql://db1:3306/shop"));
            Assert.That(call.Sql.DatabaseType, Is.EqualTo("MySQL"));
            Assert.That(call.Statement, Does.StartWith("select a from t where b = ").And.Not.Contain("hunter2"));
        }
    }

    [Test]
    public async Task A_clients_activity_that_names_no_server_shows_as_work()
    {
        Use();

        var root = await Traces.OfAsync(() =>
        {
            using var call = _source.StartActivity("Publish", ActivityKind.Producer);
            call!.SetTag("topic", "orders");
            using var inside = TraceWork("serialize");
            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes(), Is.Empty);
            Assert.That(root.Named("Publish").Metadata(_source.Name, "topic"), Is.EqualTo("orders"));
            Assert.That(root.Named("Publish").Children().Single().Text("name"), Is.EqualTo("serialize"));
        }
    }

    [Test]
    public async Task An_applications_own_activity_is_work_with_its_tags_as_metadata_and_calls_below_it_are_nodes()
    {
        Use();

        var root = await Traces.OfAsync(() =>
        {
            using var work = _source.StartActivity("ProcessOrder");
            work!.DisplayName = "process order";
            work.SetTag("order.id", 7).SetTag("order.isGift", true).SetTag("order.note", "password=hunter2");
            using var call = _source.StartActivity("call", ActivityKind.Client);
            call!.SetTag("server.address", "billing.internal");
            return Task.CompletedTask;
        });

        var work = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(work.Text("name"), Is.EqualTo("process order"));
            Assert.That(work["namespace"], Is.Null);
            Assert.That(work.Metadata(_source.Name, "order.id"), Is.EqualTo("7"));
            Assert.That(work.Metadata(_source.Name, "order.isGift"), Is.EqualTo("true"));
            Assert.That(root.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(root.Nodes().Single().Text("name"), Is.EqualTo("billing.internal"));
        }
    }

    [Test]
    public async Task A_failed_piece_of_work_is_a_fault_with_its_cause()
    {
        Use();

        var root = await Traces.OfAsync(() =>
        {
            using var work = _source.StartActivity("ProcessOrder");
            work!.AddException(new InvalidOperationException("broken"));
            work.SetStatus(ActivityStatusCode.Error);
            return Task.CompletedTask;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)root.Children().Single()["fault"], Is.True);
            Assert.That(root.Described(nameof(InvalidOperationException)), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_traced_call_takes_up_a_call_whose_kind_its_tags_tell_at_its_end()
    {
        Use();

        var root = await Traces.OfAsync(() => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, async () =>
        {
            using var call = _source.StartActivity("query");
            using (TraceWork("read"))
            {
                await Task.Yield();
            }

            call!.SetTag("db.system.name", "mysql").SetTag("db.query.text", "select a from t");
        }));

        var traced = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes().Single().Text("name"), Is.EqualTo("lego@db.internal"));
            Assert.That((string?)root.Nodes().Single()["sql"]!["sanitized_query"], Is.EqualTo("select a from t"));
            Assert.That(traced.Children().Select(child => child.Text("name")), Is.EquivalentTo(new[] { "lego@db.internal", "read" }));
        }
    }

    [Test]
    public async Task A_client_that_only_says_that_it_calls_is_named_after_the_host_of_its_request()
    {
        Use();
        using var http = new ActivitySource(_source.Name + ".Http");
        ActivityInstrumentation.Use(new SemanticConventionMapper(http.Name, DependencyKind.Http));

        var root = await Traces.OfAsync(() =>
        {
            using var client = _source.StartActivity("Client.Get", ActivityKind.Client);
            using var request = http.StartActivity("GET", ActivityKind.Client);
            request!.SetTag("http.request.method", "GET").SetTag("url.full", "https://api.example.com/a").SetTag("http.response.status_code", 503);
            return Task.CompletedTask;
        });

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("api.example.com"));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(503));
            Assert.That((bool?)node["fault"], Is.True);
        }
    }

    public void Dispose() => _source.Dispose();

    private void Use() => ActivityInstrumentation.Use(new SemanticConventionMapper(_source.Name));

    private static Activity Tagged(string tags)
    {
        var activity = new Activity("operation");
        foreach (var tag in tags.Split(';'))
        {
            var parts = tag.Split('=', 2);
            activity.SetTag(parts[0], int.TryParse(parts[1], CultureInfo.InvariantCulture, out var number) ? number : parts[1]);
        }

        return activity;
    }
}
