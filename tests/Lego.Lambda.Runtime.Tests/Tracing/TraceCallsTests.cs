using System.Diagnostics;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Schema;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class TraceCallsTests
{
    [Test]
    public async Task A_database_call_is_one_subsegment_with_one_sql_node_below_it()
    {
        var root = await TraceOf(() => TraceDatabase("moc.get", "moc_instructions", DatabaseOperation.Select, subsegment =>
        {
            subsegment.SetStatement("select title from moc_instructions where id = @id");
            subsegment.AddMetadata("rowCount", 1);
            return Task.FromResult(1);
        }));

        var call = root.Children().Single();
        var node = call.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("name"), Is.EqualTo("db:moc.get"));
            Assert.That(call["namespace"], Is.Null, "a namespace here would make the query a node of its own");
            Assert.That(call.Annotation("table"), Is.EqualTo("moc_instructions"));
            Assert.That(call.Annotation("operation"), Is.EqualTo("select"));
            Assert.That(call.Metadata("default", "rowCount"), Is.EqualTo("1"));
            Assert.That(node.Text("name"), Is.EqualTo("lego@db.internal"));
            Assert.That(node.Text("namespace"), Is.EqualTo("remote"));
            Assert.That((string?)node["sql"]!["url"], Is.EqualTo("postgresql://db.internal:5433/lego"));
            Assert.That((string?)node["sql"]!["database_type"], Is.EqualTo("PostgreSQL"));
            Assert.That((string?)node["sql"]!["user"], Is.EqualTo("app"));
            Assert.That((string?)node["sql"]!["sanitized_query"], Is.EqualTo("select title from moc_instructions where id = @id"));
            Assert.That(node["start_time"]!.ToJsonString(), Is.EqualTo(call["start_time"]!.ToJsonString()));
            Assert.That(node["end_time"]!.ToJsonString(), Is.EqualTo(call["end_time"]!.ToJsonString()));
            Assert.That(node.Text("id"), Is.Not.EqualTo(call.Text("id")));
        }
    }

    [Test]
    public async Task An_S3_call_is_a_node_of_its_bucket()
    {
        var root = await TraceOf(() => TraceS3("PutObject", "moc-files", "mocs/1/a.pdf", subsegment =>
        {
            subsegment.SetAwsResponse(200, "REQUEST1", "extended", 17);
            return Task.CompletedTask;
        }));

        var node = root.Named("s3:PutObject").Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("S3"));
            Assert.That(node.Text("namespace"), Is.EqualTo("aws"));
            Assert.That((string?)node["aws"]!["operation"], Is.EqualTo("PutObject"));
            Assert.That((string?)node["aws"]!["bucket_name"], Is.EqualTo("moc-files"));
            Assert.That((string?)node["aws"]!["key"], Is.EqualTo("mocs/1/a.pdf"));
            Assert.That((string?)node["aws"]!["region"], Is.EqualTo("eu-central-1"));
            Assert.That((string?)node["aws"]!["request_id"], Is.EqualTo("REQUEST1"));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(root.Named("s3:PutObject").Annotation("bucket"), Is.EqualTo("moc-files"));
        }
    }

    [Test]
    public async Task A_cache_call_is_remote_and_never_sql()
    {
        var root = await TraceOf(() => TraceCache("get", "moc:detail:{mocId}", subsegment =>
        {
            subsegment.Annotate("cacheHit", true);
            return Task.CompletedTask;
        }));

        var node = root.Named("cache:get").Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("cache.internal"));
            Assert.That(node.Text("namespace"), Is.EqualTo("remote"));
            Assert.That(node["sql"], Is.Null);
            Assert.That(root.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(root.Named("cache:get").Metadata("default", "key"), Is.EqualTo("moc:detail:{mocId}"));
        }
    }

    [Test]
    public async Task A_search_call_is_remote_with_its_http_exchange()
    {
        var root = await TraceOf(() => TraceSearch("search", "moc_instructions", subsegment =>
        {
            subsegment.SetHttpRequest("POST", "https://user:secret@search.internal/moc_instructions/_search");
            subsegment.SetHttpResponse(429, 12);
            return Task.CompletedTask;
        }));

        var node = root.Named("search:search").Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("search.internal"));
            Assert.That((string?)node["http"]!["request"]!["method"], Is.EqualTo("POST"));
            Assert.That(node.ToJsonString(), Does.Not.Contain("secret"));
            Assert.That((bool?)node["throttle"], Is.True);
            Assert.That((bool?)node["error"], Is.True);
            Assert.That(root["error"], Is.Null, "a parent's flags are its own");
        }
    }

    [Test]
    public async Task A_user_pool_call_is_a_node_of_Cognito()
    {
        var root = await TraceOf(() => TraceUserPool("AdminGetUser", subsegment =>
        {
            subsegment.SetAwsResponse(200, "REQUEST2", contentLength: 31);
            return Task.CompletedTask;
        }));

        var call = root.Named("idp:AdminGetUser");
        var node = call.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call["namespace"], Is.Null, "a namespace here would make the operation a node of its own");
            Assert.That(call.Annotation("operation"), Is.EqualTo("AdminGetUser"));
            Assert.That(node.Text("name"), Is.EqualTo("CognitoIdentityProvider"));
            Assert.That(node.Text("namespace"), Is.EqualTo("aws"));
            Assert.That(
                node["aws"]!.ToJsonString(),
                Is.EqualTo("""{"operation":"AdminGetUser","region":"eu-central-1","request_id":"REQUEST2"}"""));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That((int?)node["http"]!["response"]!["content_length"], Is.EqualTo(31));
        }
    }

    [Test]
    public async Task A_refused_user_pool_call_is_a_throttled_node_and_hands_on_its_exception()
    {
        InvalidOperationException? caught = null;

        var root = await TraceOf(async () =>
        {
            try
            {
                await TraceUserPool<int>("ListUsers", subsegment =>
                {
                    subsegment.SetAwsResponse(429, "REQUEST3");
                    throw new InvalidOperationException("busy");
                });
            }
            catch (InvalidOperationException exception)
            {
                caught = exception;
            }
        });

        var call = root.Named("idp:ListUsers");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(caught, Is.Not.Null);
            Assert.That((bool?)call.Children().Single()["throttle"], Is.True);
            Assert.That((string?)call["cause"]!["exceptions"]![0]!["type"], Does.EndWith("InvalidOperationException"));
        }
    }

    [Test]
    public async Task A_user_pool_call_can_be_a_scope_and_can_do_without_its_subsegment()
    {
        var answer = "";

        var root = await TraceOf(async () =>
        {
            using (TraceUserPool("AdminDeleteUser"))
            {
                await Task.Yield();
            }

            await TraceUserPool("AdminUpdateUserAttributes", () => Task.CompletedTask);
            answer = await TraceUserPool("AdminGetUser", () => Task.FromResult("ada"));
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo("ada"));
            Assert.That(
                root.Children().Select(child => child.Text("name")),
                Is.EqualTo(new[] { "idp:AdminDeleteUser", "idp:AdminUpdateUserAttributes", "idp:AdminGetUser" }));
            Assert.That(root.Children().SelectMany(child => child.Children()), Has.Exactly(3).Items);
        }
    }

    [Test]
    public async Task Own_work_is_no_node()
    {
        var root = await TraceOf(() => TraceWork("image:process", _ => Task.CompletedTask));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Named("image:process")["namespace"], Is.Null);
            Assert.That(root.Named("image:process").Children(), Is.Empty);
        }
    }

    [Test]
    public async Task A_call_that_adds_nothing_needs_no_subsegment()
    {
        var answer = 0;

        var root = await TraceOf(async () =>
        {
            await TraceS3("DeleteObject", "moc-files", "a", () => Task.CompletedTask);
            answer = await TraceWork("count", () => Task.FromResult(7));
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Is.EqualTo(7));
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "s3:DeleteObject", "count" }));
        }
    }

    [Test]
    public async Task Calls_in_parallel_are_siblings()
    {
        var root = await TraceOf(async () =>
        {
            var gate = new TaskCompletionSource();
            var calls = Enumerable.Range(0, 5).Select(i => TraceWork($"call{i}", async _ => await gate.Task)).ToList();
            gate.SetResult();
            await Task.WhenAll(calls);
        });

        Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "call0", "call1", "call2", "call3", "call4" }));
    }

    [Test]
    public async Task Scopes_nest_and_end_where_they_are_disposed()
    {
        var root = await TraceOf(async () =>
        {
            using (TraceWork("outer"))
            {
                using (TraceDatabase("inner", "t", DatabaseOperation.Update))
                {
                    await Task.Yield();
                }
            }

            using (TraceWork("after"))
            {
            }
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "outer", "after" }));
            Assert.That(root.Named("outer").Children().Single().Text("name"), Is.EqualTo("db:inner"));
        }
    }

    [Test]
    public void A_cancelled_call_is_closed_and_stays_cancelled()
    {
        using var probe = new Probe();

        Assert.ThrowsAsync<TaskCanceledException>(() => probe.RunAsync(
            () => TraceDatabase("slow", "t", DatabaseOperation.Select, _ => Task.FromCanceled(new CancellationToken(canceled: true)))));

        Assert.That((bool?)probe.Daemon.ReceiveOne().Named("db:slow")["fault"], Is.True);
    }

    [Test]
    public async Task A_foreign_activity_in_between_does_not_cut_the_trace()
    {
        var root = await TraceOf(async () =>
        {
            using var foreign = new Activity("foreign").Start();
            await TraceWork("work", _ => Task.CompletedTask);
        });

        Assert.That(root.Children().Single().Text("name"), Is.EqualTo("work"));
    }

    [Test]
    public async Task Outside_of_an_invocation_a_call_just_runs()
    {
        var answer = await TraceDatabase("moc.get", "t", DatabaseOperation.Select, subsegment => Task.FromResult(subsegment.IsRecorded));

        Assert.That(answer, Is.False);
    }

    [TestCase(TracedCalls.Database, "db:a")]
    [TestCase(TracedCalls.S3, "s3:b")]
    [TestCase(TracedCalls.Cache, "cache:c")]
    [TestCase(TracedCalls.Search, "search:d")]
    [TestCase(TracedCalls.UserPool, "idp:e")]
    public async Task A_call_that_is_switched_off_just_runs(TracedCalls off, string name)
    {
        using var probe = new Probe(tracing: new TracingOptions { Calls = TracedCalls.All & ~off });
        var ran = 0;
        Task Count(Subsegment subsegment)
        {
            subsegment.Annotate("ran", ++ran);
            return Task.CompletedTask;
        }

        await probe.RunAsync(async () =>
        {
            await TraceDatabase("a", "t", DatabaseOperation.Select, Count);
            await TraceS3("b", "bucket", "key", Count);
            await TraceCache("c", "key", Count);
            await TraceSearch("d", "index", Count);
            await TraceUserPool("e", Count);
        });

        var names = probe.Daemon.ReceiveOne().Children().Select(child => child.Text("name"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ran, Is.EqualTo(5));
            Assert.That(names, Is.EqualTo(new[] { "db:a", "s3:b", "cache:c", "search:d", "idp:e" }.Except([name])));
        }
    }

    private static async Task<JsonObject> TraceOf(Func<Task> work)
    {
        using var probe = new Probe();
        await probe.RunAsync(work);
        var root = probe.Daemon.ReceiveOne();
        Assert.That(SegmentSchema.Validate(root.ToJsonString()), Is.Empty);
        return root;
    }
}
