using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Tests.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Http;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Propagation;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TracePropagatorTests : IAsyncDisposable
{
    private static readonly string[] Headers = [TraceHeader.HttpName, "traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id"];
    private static readonly TracingOptions ToNumber = new() { PropagateTo = ["127.0.0.*"] };

    private HttpClient _http = null!;
    private TestHttpServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        ActivityInstrumentation.Use(new HttpClientMapper());
        _http = new HttpClient();
        _server = await TestHttpServer.StartAsync();
    }

    [Test]
    public async Task Without_configured_hosts_nothing_of_the_trace_leaves()
    {
        await Traces.OfAsync(async () =>
        {
            Activity.Current!.AddBaggage("user", "ada").TraceStateString = "a=1";
            await _http.GetAsync(_server.Address);
        });

        Assert.That(Headers.Where(_server.OnlyRequest.Headers.ContainsKey), Is.Empty);
    }

    [Test]
    public async Task A_configured_host_gets_the_trace_with_the_node_as_parent_and_no_other_host_does()
    {
        using var probe = new Probe(tracing: ToNumber);
        await probe.RunAsync(async () =>
        {
            Activity.Current!.AddBaggage("user", "ada").TraceStateString = "a=1";
            await _http.GetAsync(_server.Address);
            await _http.GetAsync(_server.Localhost);
        });

        var root = Traces.Received(probe);
        var (asked, silent) = (root.Children().First(), root.Children().Last());
        var (sent, kept) = (_server.Requests.First(), _server.Requests.Last());
        var id = asked.Text("id");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.Header(TraceHeader.HttpName), Is.EqualTo($"Root={TraceIds.ToXRay(probe.Header.TraceId)};Parent={id};Sampled=1"));
            Assert.That(sent.Header("traceparent"), Is.EqualTo($"00-{probe.Header.TraceId.ToHexString()}-{id}-01"));
            Assert.That(Headers.Skip(2).Where(sent.Headers.ContainsKey), Is.Empty);
            Assert.That((bool?)asked["http"]!["request"]!["traced"], Is.True);
            Assert.That(Headers.Where(kept.Headers.ContainsKey), Is.Empty);
            Assert.That(silent["http"]!["request"]!["traced"], Is.Null);
        }
    }

    [Test]
    public async Task The_parent_of_a_request_in_a_traced_call_is_the_calls_node()
    {
        using var probe = new Probe(tracing: ToNumber);
        await probe.RunAsync(() => TraceSearch("search", "orders", () => _http.GetAsync(_server.Address)));

        var root = Traces.Received(probe);
        var node = root.Nodes().Single();
        Assert.That(TraceHeader.TryParse(_server.OnlyRequest.Header(TraceHeader.HttpName), out var sent), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.ParentId.ToHexString(), Is.EqualTo(node.Text("id")));
            Assert.That(
                _server.OnlyRequest.Header("traceparent")!.Split('-')[2],
                Is.EqualTo(root.Named("search:search").Text("id")),
                "for OpenTelemetry the call is one span");
            Assert.That((bool?)node["http"]!["request"]!["traced"], Is.True);
        }
    }

    [Test]
    public async Task A_redirect_to_a_host_that_is_not_configured_does_not_take_the_headers_along()
    {
        await Traces.OfAsync(() => _http.GetAsync(new Uri(_server.Address, $"/redirect?to={_server.Localhost}")), ToNumber);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.Requests.First().Header(TraceHeader.HttpName), Is.Not.Null);
            Assert.That(Headers.Where(_server.Requests.Last().Headers.ContainsKey), Is.Empty);
        }
    }

    [Test]
    public async Task A_message_that_is_sent_again_carries_the_node_of_its_second_call()
    {
        using var probe = new Probe(tracing: ToNumber);
        using var twice = new HttpClient(new SendTwice());
        await probe.RunAsync(() => twice.GetAsync(_server.Address));

        var nodes = Traces.Received(probe).Nodes();
        Assert.That(
            _server.Requests.Select(request => request.Header("traceparent")!.Split('-')[2]),
            Is.EqualTo(nodes.Select(node => node.Text("id"))));
    }

    [Test]
    public void A_held_invocation_says_that_it_is_not_sampled()
    {
        using var probe = new Probe(tracing: ToNumber);
        Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(
            async () =>
            {
                await _http.GetAsync(_server.Address);
                throw new InvalidOperationException();
            },
            probe.Context(probe.Header with { Sampled = SampleDecision.NotSampled })));

        var node = Traces.Received(probe).Nodes().Single(part => part.Text("name")!.StartsWith("127", StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.OnlyRequest.Header(TraceHeader.HttpName), Does.EndWith(";Sampled=0"));
            Assert.That(_server.OnlyRequest.Header("traceparent"), Does.EndWith("-00"));
            Assert.That(node["http"]!["request"]!["traced"], Is.Null, "no segment will come");
        }
    }

    [Test]
    public async Task An_invocation_that_is_not_recorded_hands_on_its_root_as_not_sampled()
    {
        using var probe = new Probe(tracing: ToNumber with { Keep = KeepPolicy.None });
        var context = new TestLambdaContext { TraceId = $"{probe.Header with { Sampled = SampleDecision.NotSampled }};Lineage=a:1" };
        await probe.RunAsync(
            async () =>
            {
                await _http.GetAsync(_server.Address);
                await _http.GetAsync(_server.Localhost);
            },
            context);

        var (sent, kept) = (_server.Requests.First(), _server.Requests.Last());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                sent.Header(TraceHeader.HttpName),
                Is.EqualTo($"Root={TraceIds.ToXRay(probe.Header.TraceId)};Parent={probe.Header.ParentId.ToHexString()};Sampled=0;Lineage=a:1"));
            Assert.That(sent.Header("traceparent"), Is.EqualTo($"00-{probe.Header.TraceId.ToHexString()}-{probe.Header.ParentId.ToHexString()}-00"));
            Assert.That(Headers.Where(kept.Headers.ContainsKey), Is.Empty);
            Assert.That(probe.Daemon.ReceiveArrived(), Is.Empty);
        }
    }

    [Test]
    public async Task An_invocation_without_a_header_that_is_not_recorded_tells_its_decision_in_a_trace_of_its_own()
    {
        using var probe = new Probe(tracing: ToNumber with { Keep = KeepPolicy.None });
        await probe.RunAsync(() => _http.GetAsync(_server.Address), new TestLambdaContext { TraceId = "" });

        Assert.That(TraceHeader.TryParse(_server.OnlyRequest.Header(TraceHeader.HttpName), out var sent), Is.True);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.Sampled, Is.EqualTo(SampleDecision.NotSampled));
            Assert.That(sent.HasParent, Is.False);
        }
    }

    [Test]
    public async Task Where_nothing_is_handed_on_an_invocation_that_is_not_recorded_has_no_activity()
    {
        using var probe = new Probe(tracing: new TracingOptions { Keep = KeepPolicy.None });
        Activity? current = null;
        await probe.RunAsync(
            () =>
            {
                current = Activity.Current;
                return Task.CompletedTask;
            },
            probe.Context(TestTrace.NewHeader(SampleDecision.NotSampled)));

        Assert.That(current, Is.Null);
    }

    [Test]
    public async Task Where_tracing_is_off_the_header_is_handed_on_as_it_came()
    {
        using var probe = new Probe();
        using var off = new XRayExporter((string?)null, probe.Options.Sanitizer, _ => { });
        var function = new Probe.Function(probe.Options with { Exporter = off, Tracing = ToNumber }, async (_, cancellationToken) =>
        {
            await _http.GetAsync(_server.Address, cancellationToken);
            return "done";
        });

        await function.InvokeAsync("event", probe.Context());

        Assert.That(_server.OnlyRequest.Header(TraceHeader.HttpName), Is.EqualTo(probe.Header.ToString()));
    }

    [Test]
    public async Task Members_of_the_header_that_are_not_ours_are_handed_on()
    {
        using var probe = new Probe(tracing: ToNumber);
        const string Others = "Self=1-67891234-12456789abcdef012345678;Lineage=a:1|b:2";
        await probe.RunAsync(() => _http.GetAsync(_server.Address), new TestLambdaContext { TraceId = $"{probe.Header};{Others}" });

        Assert.That(_server.OnlyRequest.Header(TraceHeader.HttpName), Does.EndWith($";Sampled=1;{Others}"));
    }

    [Test]
    public async Task A_header_that_the_code_set_itself_stays()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _server.Address);
        request.Headers.Add(TraceHeader.HttpName, "Root=1-5759e988-bd862e3fe1be46a994272793");

        await Traces.OfAsync(() => _http.SendAsync(request), ToNumber);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.OnlyRequest.Header(TraceHeader.HttpName), Is.EqualTo("Root=1-5759e988-bd862e3fe1be46a994272793"));
            Assert.That(_server.OnlyRequest.Header("traceparent"), Is.Null);
        }
    }

    [Test]
    public async Task Activities_that_are_none_of_ours_are_handed_on_as_before()
    {
        using var theirs = new Activity("theirs").SetIdFormat(ActivityIdFormat.W3C).Start();
        theirs.AddBaggage("user", "ada").TraceStateString = "a=1";

        await _http.GetAsync(_server.Address);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.OnlyRequest.Header("traceparent"), Does.Contain(theirs.TraceId.ToHexString()));
            Assert.That(_server.OnlyRequest.Header("tracestate"), Is.EqualTo("a=1"));
            Assert.That(_server.OnlyRequest.Header("baggage"), Does.Contain("ada"));
            Assert.That(_server.OnlyRequest.Header(TraceHeader.HttpName), Is.Null);
        }
    }

    [Test]
    public async Task A_request_that_no_instrumentation_sees_has_the_work_around_it_as_parent()
    {
        var headers = new Dictionary<string, string>();
        using var probe = new Probe(tracing: new TracingOptions { PropagateTo = ["*"] });
        await probe.RunAsync(() => TraceWork("send", () =>
        {
            // As a client of a broker does, whose messages go to no host.
            using var bare = new Activity("send").Start();
            DistributedContextPropagator.Current.Inject(bare, headers, static (carrier, key, value) => ((Dictionary<string, string>)carrier!)[key] = value);
            return Task.CompletedTask;
        }));

        Assert.That(headers["traceparent"], Does.Contain(Traces.Received(probe).Named("send").Text("id")));
    }

    [Test]
    public async Task What_goes_to_no_host_carries_nothing_unless_every_host_is_configured()
    {
        var headers = new Dictionary<string, string>();
        await Traces.OfAsync(
            () =>
            {
                DistributedContextPropagator.Current.Inject(
                    Activity.Current, headers, static (carrier, key, value) => ((Dictionary<string, string>)carrier!)[key] = value);
                return Task.CompletedTask;
            },
            new TracingOptions { PropagateTo = ["*.example.com"] });

        Assert.That(headers, Is.Empty);
    }

    [Test]
    public void The_propagator_is_there_before_any_client_of_a_function() =>
        Assert.That(DistributedContextPropagator.Current, Is.InstanceOf<TracePropagator>());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>As a retry does that knows nothing of what the first try wrote.</summary>
    private sealed class SendTwice() : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
