using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed partial class MappedSourceTests : IDisposable
{
    private readonly ActivitySource _source = new("Test." + Guid.NewGuid().ToString("N"));

    [Test]
    public async Task An_activity_is_a_node_and_one_below_it_hangs_there()
    {
        Use();

        var root = await Traces.OfAsync(async () =>
        {
            using var outer = _source.StartActivity("call.outer");
            using var inner = _source.StartActivity("call.inner");
            await Task.Yield();
        });

        var outer = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outer.Text("name"), Is.EqualTo("server of call.outer"));
            Assert.That(outer.Text("namespace"), Is.EqualTo("remote"));
            Assert.That(outer.Children().Single().Text("name"), Is.EqualTo("server of call.inner"));
        }
    }

    [Test]
    public async Task What_is_below_an_activity_that_is_no_call_belongs_to_what_is_above_it()
    {
        Use();

        var root = await Traces.OfAsync(async () =>
        {
            using (TraceWork("work"))
            {
                var hasEnded = new TaskCompletionSource();
                Task later;
                using (_source.StartActivity("nothing"))
                {
                    later = CallAfter(hasEnded.Task, _source, "call.after");
                    using (_source.StartActivity("call.before"))
                    using (TraceWork("own"))
                    {
                        await Task.Yield();
                    }
                }

                hasEnded.SetResult();
                await later;
            }
        });

        var work = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(work.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "server of call.before", "server of call.after" }));
            Assert.That(work.Children().First().Children().Single().Text("name"), Is.EqualTo("own"));
        }
    }

    [Test]
    public async Task Activities_that_are_no_calls_inside_of_each_other_leave_what_is_below_them()
    {
        Use();

        var root = await Traces.OfAsync(() =>
        {
            using var first = _source.StartActivity("nothing");
            using var second = _source.StartActivity("nothing");
            using var call = _source.StartActivity("call.inside");
            second!.Stop();
            return Task.CompletedTask;
        });

        Assert.That(root.Children().Select(child => child.Text("name")), Is.EqualTo(new[] { "server of call.inside" }));
    }

    [Test]
    public async Task A_traced_call_takes_up_what_is_seen_of_it()
    {
        Use(DependencyKind.Database);

        var root = await Traces.OfAsync(() => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, async () =>
        {
            using var statement = _source.StartActivity("call.select");
            await Task.Yield();
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes().Single().Text("name"), Is.EqualTo("lego@db.internal"));
            Assert.That((string?)root.Nodes().Single()["sql"]!["sanitized_query"], Is.EqualTo("statement of call.select"));
            Assert.That(root.Children().Single().Children(), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task Several_calls_in_a_traced_one_show_in_its_timeline_and_are_still_one_node()
    {
        Use(DependencyKind.Database);

        var root = await Traces.OfAsync(() => TraceDatabase("orders.move", "orders", DatabaseOperation.Transaction, async () =>
        {
            foreach (var name in (string[])["call.a", "call.b", "call.c"])
            {
                using var statement = _source.StartActivity(name);
                await Task.Yield();
            }
        }));

        var parts = root.Children().Single().Children().Where(part => part["namespace"] is null).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Nodes(), Has.Exactly(1).Items);
            Assert.That(parts.Select(part => part.Text("name")), Is.EqualTo(new[] { "call.a", "call.b", "call.c" }));
            Assert.That(parts[1].Metadata("default", "statement"), Is.EqualTo("statement of call.b"));
        }
    }

    [Test]
    public async Task Own_work_between_a_traced_call_and_its_statement_makes_no_second_node()
    {
        Use(DependencyKind.Database);

        var root = await Traces.OfAsync(() => TraceDatabase("orders.get", "orders", DatabaseOperation.Select, () => TraceWork("map", async () =>
        {
            using var statement = _source.StartActivity("call.select");
            await Task.Yield();
        })));

        Assert.That(root.Nodes(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_call_in_the_rows_of_another_one_of_the_same_library_is_another_node()
    {
        Use(DependencyKind.Database);

        var root = await Traces.OfAsync(() =>
        {
            using var rows = _source.StartActivity("call.rows");
            using var detail = _source.StartActivity("call.detail");
            return Task.CompletedTask;
        });

        Assert.That(
            root.Nodes().Select(node => (string?)node["sql"]!["sanitized_query"]),
            Is.EquivalentTo(new[] { "statement of call.rows", "statement of call.detail" }));
    }

    [Test]
    public async Task The_request_inside_of_an_SDKs_call_that_a_traced_call_takes_up_is_no_part_of_its_own()
    {
        using var http = new ActivitySource(_source.Name + ".Http");
        Use(DependencyKind.Aws);
        ActivityInstrumentation.Use(new TestMapper(http.Name, DependencyKind.Http));

        var root = await Traces.OfAsync(() => TraceS3("PutObject", "moc-files", null, async () =>
        {
            using var sdk = _source.StartActivity("call.PutObject");
            using var request = http.StartActivity("call.http");
            await Task.Yield();
        }));

        var call = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Children(), Has.Exactly(1).Items);
            Assert.That((int?)call.Children().Single()["http"]!["response"]!["status"], Is.EqualTo(200));
        }
    }

    [Test]
    public async Task Of_the_requests_of_an_SDKs_call_in_a_traced_one_the_last_one_counts()
    {
        using var http = new ActivitySource(_source.Name + ".Http");
        Use(DependencyKind.Aws);
        ActivityInstrumentation.Use(new TestMapper(http.Name, DependencyKind.Http));

        var root = await Traces.OfAsync(() => TraceS3("PutObject", "moc-files", null, () =>
        {
            using var sdk = _source.StartActivity("call.PutObject");
            foreach (var status in (int[])[503, 201])
            {
                using var request = http.StartActivity("call.http");
                request!.SetTag("status", status);
            }

            return Task.CompletedTask;
        }));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)root.Nodes().Single()["http"]!["response"]!["status"], Is.EqualTo(201));
            Assert.That(root.Nodes().Single()["fault"], Is.Null);
            Assert.That(root.Children().Single()["fault"], Is.Null);
        }
    }

    [Test]
    public async Task A_call_that_is_told_of_when_its_traced_call_has_ended_is_still_the_same_node()
    {
        var root = await Traces.OfAsync(async () =>
        {
            var ended = TraceCache("get", "orders:{id}");
            ended.Dispose();
            var call = new DependencyCall { Kind = DependencyKind.Cache, Name = "redis" };
            ended.Report(new SeenCall("GET", ended.StartTime, TimeSpan.FromMilliseconds(1), call, Outcome.Ok));
            await Task.Yield();
        });

        Assert.That(root.Nodes().Single().Text("name"), Is.EqualTo("cache.internal"));
    }

    [Test]
    public async Task An_SDKs_call_alone_is_one_node_with_its_request()
    {
        using var http = new ActivitySource(_source.Name + ".Http");
        Use(DependencyKind.Aws);
        ActivityInstrumentation.Use(new TestMapper(http.Name, DependencyKind.Http));

        var root = await Traces.OfAsync(async () =>
        {
            using var sdk = _source.StartActivity("call.PutObject");
            using (http.StartActivity("call.http"))
            {
                await Task.Yield();
            }
        });

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("server of call.PutObject"));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
        }
    }

    [Test]
    public async Task A_request_that_starts_below_an_activity_which_was_no_call_is_a_node()
    {
        using var http = new ActivitySource(_source.Name + ".Http");
        Use();
        ActivityInstrumentation.Use(new TestMapper(http.Name, DependencyKind.Http));

        var root = await Traces.OfAsync(async () =>
        {
            var hasEnded = new TaskCompletionSource();
            Task later;
            using (_source.StartActivity("nothing"))
            {
                later = CallAfter(hasEnded.Task, http, "call.http");
            }

            hasEnded.SetResult();
            await later;
        });

        Assert.That(root.Nodes().Single().Text("name"), Is.EqualTo("server of call.http"));
    }

    [Test]
    public async Task A_request_in_own_work_inside_of_a_traced_search_is_a_node_of_its_own()
    {
        Use(DependencyKind.Http);

        var root = await Traces.OfAsync(() => TraceSearch("search", "orders", () => TraceWork("token", () =>
        {
            using var request = _source.StartActivity("call.http");
            return Task.CompletedTask;
        })));

        Assert.That(root.Nodes().Select(node => node.Text("name")), Is.EquivalentTo(new[] { "search.internal", "server of call.http" }));
    }

    [Test]
    public async Task A_mapper_that_throws_costs_the_description_only()
    {
        ActivityInstrumentation.Use(new TestMapper(_source.Name, DependencyKind.Other) { Throws = true });

        var root = await Traces.OfAsync(() =>
        {
            using var call = _source.StartActivity("call");
            return Task.CompletedTask;
        });

        Assert.That(root.Nodes().Single().Text("name"), Is.EqualTo("call"));
    }

    [Test]
    public async Task Parts_that_end_on_other_threads_while_the_code_describes_the_call_lose_nothing()
    {
        Use(DependencyKind.Database);
        const int Threads = 8;
        const int Each = 20;

        var root = await Traces.OfAsync(() => TraceDatabase("orders.many", "orders", DatabaseOperation.Update, async subsegment =>
        {
            await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
            {
                for (var i = 0; i < Each; i++)
                {
                    using var statement = _source.StartActivity($"call.{thread}.{i}");
                    subsegment.SetStatement("update orders set a = $1");
                    subsegment.AddMetadata($"key{thread}", i);
                }
            })));
        }));

        var call = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Children().Where(part => part["namespace"] is null), Has.Exactly(Threads * Each).Items);
            Assert.That((string?)root.Nodes().Single()["sql"]!["sanitized_query"], Is.EqualTo("update orders set a = $1"));
        }
    }

    [Test]
    public void A_source_has_one_mapper_and_the_frameworks_own_has_none()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ActivityInstrumentation.Use(new TestMapper(_source.Name, DependencyKind.Other)), Is.True);
            Assert.That(ActivityInstrumentation.Use(new TestMapper(_source.Name, DependencyKind.Cache)), Is.False);
            Assert.That(
                () => ActivityInstrumentation.Use(new TestMapper(LambdaActivitySource.Name, DependencyKind.Other)), Throws.ArgumentException);
        }
    }

    public void Dispose() => _source.Dispose();

    private void Use(DependencyKind kind = DependencyKind.Other) => ActivityInstrumentation.Use(new TestMapper(_source.Name, kind));

    /// <summary>As work does that was started below an activity and goes on when that has ended.</summary>
    private static async Task CallAfter(Task end, ActivitySource source, string name)
    {
        await end;
        using var call = source.StartActivity(name);
    }

    private Task ThrowRecorded()
    {
        using var call = _source.StartActivity("call");
        try
        {
            throw new InvalidOperationException("broken");
        }
        catch (InvalidOperationException exception)
        {
            call!.AddException(exception);
            call.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private ActivityListener Everything()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == _source.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
