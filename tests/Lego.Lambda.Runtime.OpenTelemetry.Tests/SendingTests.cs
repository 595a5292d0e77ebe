using System.Net;
using System.Net.Sockets;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>Endpoints that are slow, dead, or of another opinion.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SendingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task An_endpoint_that_never_answers_costs_one_request_the_timeout_and_is_then_left_alone(OtlpProtocol protocol)
    {
        var clock = new FakeTimeProvider();
        await using var probe = await OtelProbe.StartAsync(protocol, new OpenTelemetryOptions(), clock);
        probe.Receiver.Answer = static context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);

        var first = Task.Run(() => probe.RunAsync(() => Task.CompletedTask));
        await probe.Receiver.ArrivalAsync();
        clock.Advance(TimeSpan.FromMilliseconds(500));
        await first.WaitAsync(Patience);
        await probe.RunAsync(() => Task.CompletedTask).WaitAsync(Patience);
        var inThePause = probe.Receiver.Requests.Count;
        probe.Receiver.Answer = null;
        clock.Advance(TimeSpan.FromSeconds(30));
        await probe.RunAsync(() => Task.CompletedTask).WaitAsync(Patience);
        await probe.RunAsync(() => Task.CompletedTask).WaitAsync(Patience);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(inThePause, Is.EqualTo(1));
            Assert.That(probe.Receiver.Requests, Has.Count.EqualTo(3));
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 2, Lost: 2, Skipped: 1, 0, 0, 0)));
            Assert.That(probe.Warnings.Single(), Does.Contain("did not answer in time").And.Contain(probe.Receiver.Endpoint.AbsoluteUri));
        }
    }

    [Test]
    public async Task After_the_pause_one_request_tries_and_a_failure_starts_the_next_pause()
    {
        var clock = new FakeTimeProvider();
        await using var probe = await OtelProbe.StartAsync(clock: clock);
        probe.Receiver.Answer = Status(503);

        await probe.RunAsync(() => Task.CompletedTask);
        clock.Advance(TimeSpan.FromSeconds(29.9));
        await probe.RunAsync(() => Task.CompletedTask);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await probe.RunAsync(() => Task.CompletedTask);
        await probe.RunAsync(() => Task.CompletedTask);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Receiver.Requests, Has.Count.EqualTo(2));
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 0, Lost: 4, Skipped: 2, 0, 0, 0)));
        }
    }

    [Test]
    public async Task Close_to_the_deadline_the_answer_keeps_half_of_what_is_left()
    {
        var clock = new FakeTimeProvider();
        await using var probe = await OtelProbe.StartAsync(clock: clock);
        probe.Receiver.Answer = static context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);

        var running = Task.Run(() => probe.RunAsync(
            () => Task.CompletedTask, new() { TraceId = probe.Header.ToString(), RemainingTime = TimeSpan.FromSeconds(2) }));
        await probe.Receiver.ArrivalAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        await running.WaitAsync(Patience);

        Assert.That(probe.Exporter.Statistics.Lost, Is.EqualTo(1));
    }

    [Test]
    public async Task An_invocation_that_ran_out_of_time_does_not_wait_for_its_trace()
    {
        await using var probe = await OtelProbe.StartAsync();
        var trace = InvocationTrace.Start("probe", probe.Header, default, probe.Options)!;
        trace.MarkTimedOut();
        trace.Close(KeepReason.Sampled);

        probe.Exporter.Export(trace);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Receiver.Requests, Is.Empty);
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(0, Lost: 1, Skipped: 1, 0, 0, 0)));
            Assert.That(probe.Warnings.Single(), Does.Contain("no time left"));
        }
    }

    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task An_endpoint_that_is_not_there_is_counted_told_once_and_left_alone(OtlpProtocol protocol)
    {
        await using var probe = await OtelProbe.StartAsync(protocol);
        await probe.Receiver.DisposeAsync();

        for (var i = 0; i < 3; i++)
        {
            Assert.That(await probe.RunAsync(() => Task.CompletedTask), Is.EqualTo("done"));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 0, Lost: 3, Skipped: 2, 0, 0, 0)));
            Assert.That(probe.Warnings, Has.Count.EqualTo(1));
        }
    }

    [TestCase(400, false)]
    [TestCase(413, false)]
    [TestCase(401, true)]
    [TestCase(404, true)]
    [TestCase(429, true)]
    [TestCase(503, true)]
    public async Task An_answer_that_refuses_one_trace_does_not_keep_the_next_from_being_sent(int status, bool pauses)
    {
        await using var probe = await OtelProbe.StartAsync();
        probe.Receiver.Answer = Status(status);

        await probe.RunAsync(() => Task.CompletedTask);
        await probe.RunAsync(() => Task.CompletedTask);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(0, Lost: 2, Skipped: pauses ? 1 : 0, 0, 0, 0)));
            Assert.That(probe.Warnings.Single(), Does.Contain($"answered {status}"));
        }
    }

    [TestCase(3, false)]
    [TestCase(11, false)]
    [TestCase(14, true)]
    [TestCase(16, true)]
    public async Task A_grpc_status_that_refuses_one_trace_does_not_keep_the_next_from_being_sent(int status, bool pauses)
    {
        await using var probe = await OtelProbe.StartAsync(OtlpProtocol.Grpc);
        probe.Receiver.Answer = context => OtlpReceiver.WriteGrpcAsync(context, status);

        await probe.RunAsync(() => Task.CompletedTask);
        await probe.RunAsync(() => Task.CompletedTask);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(0, Lost: 2, Skipped: pauses ? 1 : 0, 0, 0, 0)));
            Assert.That(probe.Warnings.Single(), Does.Contain($"gRPC status {status}"));
        }
    }

    [Test]
    public async Task A_grpc_answer_with_the_status_in_its_headers_or_without_one_is_understood()
    {
        await using var probe = await OtelProbe.StartAsync(OtlpProtocol.Grpc, new OpenTelemetryOptions { Timeout = Patience, Pause = TimeSpan.FromTicks(1) });
        probe.Receiver.Answer = static context =>
        {
            context.Response.Headers["grpc-status"] = "0";
            return Task.CompletedTask;
        };
        await probe.RunAsync(() => Task.CompletedTask);
        probe.Receiver.Answer = static _ => Task.CompletedTask;
        await probe.RunAsync(() => Task.CompletedTask);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 1, Lost: 1, 0, 0, 0, 0)));
            Assert.That(probe.Warnings.Single(), Does.Contain("no gRPC status"));
        }
    }

    [Test]
    public async Task An_endpoint_may_ask_for_a_longer_pause()
    {
        var clock = new FakeTimeProvider();
        await using var probe = await OtelProbe.StartAsync(clock: clock);
        probe.Receiver.Answer = static context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "120";
            return Task.CompletedTask;
        };

        await probe.RunAsync(() => Task.CompletedTask);
        clock.Advance(TimeSpan.FromSeconds(119));
        await probe.RunAsync(() => Task.CompletedTask);
        var before = probe.Receiver.Requests.Count;
        clock.Advance(TimeSpan.FromSeconds(1));
        await probe.RunAsync(() => Task.CompletedTask);

        Assert.That((before, probe.Receiver.Requests.Count), Is.EqualTo((1, 2)));
    }

    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task Spans_that_the_endpoint_rejects_are_counted(OtlpProtocol protocol)
    {
        // ExportTraceServiceResponse { partial_success { rejected_spans = 300, error_message = "no" } }
        byte[] answer = [0x0A, 0x07, 0x08, 0xAC, 0x02, 0x12, 0x02, (byte)'n', (byte)'o'];
        await using var probe = await OtelProbe.StartAsync(protocol);
        probe.Receiver.Answer = context => protocol == OtlpProtocol.Grpc
            ? OtlpReceiver.WriteGrpcAsync(context, 0, answer)
            : context.Response.Body.WriteAsync(answer).AsTask();

        await probe.RunAsync(() => Task.CompletedTask);

        Assert.That(probe.Exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 1, 0, 0, RejectedSpans: 300, 0, 0)));
    }

    [Test]
    public async Task A_connection_that_was_closed_while_nothing_ran_costs_no_trace()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = RawServer.AnswerThenCloseAsync(listener);
        await using var probe = await OtelProbe.StartAsync();
        using var exporter = new OpenTelemetryExporter(
            new OpenTelemetryOptions { Endpoint = new Uri($"http://{listener.LocalEndpoint}/v1/traces"), Timeout = Patience },
            probe.Options.Sanitizer);
        var options = probe.Options with { Exporter = exporter };

        for (var i = 0; i < 2; i++)
        {
            await new EchoFunction(options, _ => Task.CompletedTask).InvokeAsync(Lego.Testing.HttpEvent.Create("GET /a"), probe.Context());
        }

        Assert.That(await serving.WaitAsync(Patience), Is.EqualTo(2), "connections");
        Assert.That(exporter.Statistics, Is.EqualTo(new OpenTelemetryStatistics(Sent: 2, 0, 0, 0, 0, 0)));
    }

    [TestCase(OtlpProtocol.HttpProtobuf)]
    [TestCase(OtlpProtocol.Grpc)]
    public async Task Headers_go_with_every_message_and_a_key_in_the_url_is_not_logged(OtlpProtocol protocol)
    {
        await using var probe = await OtelProbe.StartAsync(protocol);
        var warnings = new List<string>();
        probe.Receiver.Answer = Status(500);
        var address = new UriBuilder(probe.Receiver.Endpoint) { UserName = "lego", Password = "br1ck-t0wer" };
        using var exporter = new OpenTelemetryExporter(
            new OpenTelemetryOptions
            {
                Protocol = protocol,
                Endpoint = address.Uri,
                Headers = new Dictionary<string, string> { ["Api-Key"] = "br1ckt0wer" },
                Timeout = Patience,
            },
            probe.Options.Sanitizer,
            warn: warnings.Add);

        await new EchoFunction(probe.Options with { Exporter = exporter }, _ => Task.CompletedTask)
            .InvokeAsync(Lego.Testing.HttpEvent.Create("GET /a"), probe.Context());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(probe.Receiver.Requests.Single().Headers["api-key"], Is.EqualTo("br1ckt0wer"));
            Assert.That(probe.Receiver.Requests.Single().Headers["user-agent"], Does.StartWith("Lego.Lambda"));
            Assert.That(warnings.Single(), Does.Not.Contain("br1ck"));
        }
    }

    [Test]
    public async Task Redirects_are_not_followed()
    {
        await using var probe = await OtelProbe.StartAsync();
        probe.Receiver.Answer = static context =>
        {
            context.Response.Redirect("/elsewhere", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };

        await probe.RunAsync(() => Task.CompletedTask);

        Assert.That((probe.Receiver.Requests.Count, probe.Exporter.Statistics.Lost), Is.EqualTo((1, 1L)));
    }

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };
}
