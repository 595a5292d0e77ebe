using System.Net;
using System.Net.Sockets;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tests.RuntimeApi;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Http;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HttpClientMapperTests : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private TestHttpServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        ActivityInstrumentation.Use(new HttpClientMapper());
        _server = await TestHttpServer.StartAsync();
    }

    [Test]
    public async Task A_request_is_a_node_with_its_method_url_and_status()
    {
        var root = await Traces.OfAsync(() => _http.GetAsync(new Uri(_server.Address, "/orders/7?token=hunter2")));

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo($"127.0.0.1:{_server.Address.Port}"));
            Assert.That(node.Text("namespace"), Is.EqualTo("remote"));
            Assert.That((string?)node["http"]!["request"]!["method"], Is.EqualTo("GET"));
            Assert.That((string?)node["http"]!["request"]!["url"], Does.StartWith(_server.Address + "orders/7"));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(node["http"]!["request"]!["traced"], Is.Null);
            Assert.That(root.ToJsonString(), Does.Not.Contain("hunter2"));
            Assert.That(node["subsegments"], Is.Null);
        }
    }

    [TestCase(404, "error")]
    [TestCase(429, "error,throttle")]
    [TestCase(503, "fault")]
    public async Task The_status_is_the_outcome(int status, string flags)
    {
        var root = await Traces.OfAsync(() => _http.GetAsync(new Uri(_server.Address, $"/status/{status}")));

        var node = root.Children().Single();
        string[] all = ["error", "throttle", "fault"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Where(flag => (bool?)node[flag] == true), Is.EqualTo(flags.Split(',')));
            Assert.That(node["cause"], Is.Null);
            Assert.That(root["fault"], Is.Null, "a parent's flags are its own");
        }
    }

    [Test]
    public void A_server_that_is_not_there_is_a_fault_and_its_exception_is_described_once()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var root = Traces.OfFailed<HttpRequestException>(() => _http.GetAsync(new Uri($"http://{reserved.LocalEndPoint}/")));

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo(reserved.LocalEndPoint!.ToString()));
            Assert.That((bool?)node["fault"], Is.True);
            Assert.That(node["http"]!["response"], Is.Null);
            Assert.That(root.Described("HttpRequestException"), Is.EqualTo(1));
            Assert.That(node.CauseId(), Is.Not.Null.And.EqualTo(root.CauseId()));
        }
    }

    [Test]
    public void A_request_that_is_given_up_is_a_fault()
    {
        var root = Traces.OfFailed<OperationCanceledException>(async () =>
        {
            using var patience = new CancellationTokenSource();
            var call = _http.GetAsync(new Uri(_server.Address, "/hang"), patience.Token);
            await _server.Hung;
            await patience.CancelAsync();
            await call;
        });

        var node = root.Children().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((bool?)node["fault"], Is.True);
            Assert.That(node["cause"], Is.Not.Null);
        }
    }

    [Test]
    public async Task Requests_in_parallel_are_siblings()
    {
        var root = await Traces.OfAsync(() => Task.WhenAll(
            Enumerable.Range(0, 5).Select(i => _http.GetAsync(new Uri(_server.Address, $"/{i}")))));

        Assert.That(root.Nodes().Select(node => (string?)node["http"]!["request"]!["url"]), Is.EquivalentTo(
            Enumerable.Range(0, 5).Select(i => $"{_server.Address}{i}")));
        Assert.That(root.Children(), Has.Exactly(5).Items);
    }

    [Test]
    public async Task Each_hop_of_a_redirect_is_a_request()
    {
        var root = await Traces.OfAsync(() => _http.GetAsync(new Uri(_server.Address, $"/redirect?to={_server.Localhost}there")));

        Assert.That(
            root.Children().Select(node => (node.Text("name"), (int?)node["http"]!["response"]!["status"])),
            Is.EqualTo(new[] { ($"127.0.0.1:{_server.Address.Port}", 302), ($"localhost:{_server.Address.Port}", (int?)200) }));
    }

    [Test]
    public async Task A_traced_search_and_its_request_are_one_node()
    {
        var root = await Traces.OfAsync(() => TraceSearch("search", "orders", () => _http.GetAsync(new Uri(_server.Address, "/orders/_search"))));

        var call = root.Children().Single();
        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Text("name"), Is.EqualTo("search:search"));
            Assert.That(node.Text("name"), Is.EqualTo("search.internal"), "the name that the code configured");
            Assert.That((string?)node["http"]!["request"]!["url"], Is.EqualTo($"{_server.Address}orders/_search"));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(call.Children(), Is.EqualTo(new[] { node }));
        }
    }

    [Test]
    public async Task What_the_code_says_of_an_answer_stays()
    {
        var root = await Traces.OfAsync(() => TraceSearch("delete", "orders", async subsegment =>
        {
            await _http.GetAsync(new Uri(_server.Address, "/status/404"));
            subsegment.SetHttpResponse(200);
        }));

        var node = root.Nodes().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(node["error"], Is.Null, "the code knows that a document which is gone is deleted");
            Assert.That((string?)node["http"]!["request"]!["url"], Does.EndWith("/status/404"));
        }
    }

    [Test]
    public async Task A_request_that_is_tried_again_is_part_of_one_call_and_the_last_answer_counts()
    {
        _server.Plan(503, 200);

        var root = await Traces.OfAsync(() => TraceS3("PutObject", "moc-files", "a.pdf", async () =>
        {
            await _http.PutAsync(new Uri(_server.Address, "/moc-files/a.pdf"), null);
            await _http.PutAsync(new Uri(_server.Address, "/moc-files/a.pdf"), null);
        }));

        var call = root.Children().Single();
        var node = root.Nodes().Single();
        var parts = call.Children().Where(part => part.Text("name") == "PUT").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo("S3"));
            Assert.That((string?)node["aws"]!["bucket_name"], Is.EqualTo("moc-files"));
            Assert.That((int?)node["http"]!["response"]!["status"], Is.EqualTo(200));
            Assert.That(node["fault"], Is.Null);
            Assert.That(call["fault"], Is.Null);
            Assert.That(parts.Select(part => (int?)part["http"]!["response"]!["status"]), Is.EqualTo(new[] { 503, 200 }));
            Assert.That(parts.Select(part => (bool?)part["fault"]), Is.EqualTo(new bool?[] { true, null }));
        }
    }

    [Test]
    public void The_failure_of_a_request_in_a_traced_call_is_described_once()
    {
        using var reserved = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var root = Traces.OfFailed<HttpRequestException>(
            () => TraceSearch("search", "orders", () => _http.GetAsync(new Uri($"http://{reserved.LocalEndPoint}/"))));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Described("HttpRequestException"), Is.EqualTo(1));
            Assert.That((bool?)root.Nodes().Single()["fault"], Is.True);
        }
    }

    [Test]
    public async Task A_request_beside_other_work_in_a_traced_call_of_another_kind_is_a_node_of_its_own()
    {
        var root = await Traces.OfAsync(() => TraceDatabase(
            "orders.sync", "orders", DatabaseOperation.Update, () => _http.GetAsync(new Uri(_server.Address, "/"))));

        Assert.That(
            root.Nodes().Select(node => node.Text("name")),
            Is.EquivalentTo(new[] { "lego@db.internal", $"127.0.0.1:{_server.Address.Port}" }));
    }

    [Test]
    public async Task A_request_that_outlives_its_invocation_shows_whom_it_asks_and_stops_counting()
    {
        using var probe = new Probe();
        using var patience = new CancellationTokenSource();
        Task<HttpResponseMessage>? left = null;
        InvocationTrace? trace = null;
        await probe.RunAsync(
            async (context, _) =>
            {
                trace = context.Trace.Trace;
                left = _http.GetAsync(new Uri(_server.Address, "/hang"), patience.Token);
                await _server.Hung;
                return "done";
            });

        var node = Traces.Received(probe).Nodes().Single();
        await patience.CancelAsync();
        Assert.That(() => left!, Throws.InstanceOf<OperationCanceledException>());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(node.Text("name"), Is.EqualTo($"127.0.0.1:{_server.Address.Port}"));
            Assert.That((string?)node["http"]!["request"]!["url"], Does.EndWith("/hang"));
            Assert.That(node.Metadata("trace", "unfinished"), Is.EqualTo("true"));
            Assert.That(trace!.LateSubsegments, Is.EqualTo(1));
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [Test]
    public async Task A_traced_call_that_is_cut_off_shows_what_it_was_waiting_for()
    {
        using var probe = new Probe();
        using var patience = new CancellationTokenSource();
        Task<HttpResponseMessage>? left = null;
        await probe.RunAsync(async () =>
        {
            left = TraceSearch("search", "orders", () => _http.GetAsync(new Uri(_server.Address, "/hang"), patience.Token));
            await _server.Hung;
        });

        Assert.That((string?)Traces.Received(probe).Nodes().Single()["http"]!["request"]!["url"], Does.EndWith("/hang"));
        await patience.CancelAsync();
        Assert.That(() => left!, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Nothing_is_recorded_outside_of_an_invocation_nor_in_one_that_is_not_recorded()
    {
        using var counter = new ActivityCounter("System.Net.Http", activity => Equals(activity.GetTagItem("server.port"), _server.Address.Port));
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });

        await _http.GetAsync(_server.Address);
        await probe.RunAsync(
            () => _http.GetAsync(_server.Address), probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(counter.Count, Is.Zero, "no activity is created where nothing is recorded");
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
            Assert.That(_server.Requests, Has.Count.EqualTo(2));
        }
    }

    [Test]
    public void An_invocation_that_is_held_and_fails_has_its_requests()
    {
        using var probe = new Probe();

        Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(
            async () =>
            {
                await _http.GetAsync(_server.Address);
                throw new InvalidOperationException("after the call");
            },
            probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled))));

        Assert.That(Traces.Received(probe).Nodes().Select(node => node.Text("name")), Does.Contain($"127.0.0.1:{_server.Address.Port}"));
    }

    [Test]
    public async Task The_calls_of_the_runtime_itself_are_in_no_trace()
    {
        using var probe = new Probe();
        var function = new Probe.Function(probe.Options, async (_, cancellationToken) =>
        {
            await _http.GetAsync(_server.Address, cancellationToken);
            return "done";
        });
        await using var loop = await RunningLoop.StartAsync(new DelegateHandler(
            async (invocation, _, _) => await function.InvokeAsync("event", invocation.Context)));

        for (var i = 0; i < 2; i++)
        {
            await loop.Api.EnqueueAsync("{}", new() { TraceHeader = probe.Header.ToString() });
        }

        var documents = probe.Daemon.ReceiveArrived();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documents, Has.Count.EqualTo(2));
            Assert.That(documents, Has.None.Contains(loop.Api.Address));
            Assert.That(loop.Api.Calls.SelectMany(call => call.Headers.Keys), Does.Not.Contain("traceparent"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
