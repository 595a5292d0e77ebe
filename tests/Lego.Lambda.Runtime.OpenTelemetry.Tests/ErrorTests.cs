using System.Text;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.OpenTelemetry.Tests.Support;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing;
using Lego.Testing.Secrets;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests;

/// <summary>Statuses, exceptions, and the secrets that may be in them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ErrorTests
{
    private const int Unset = 0;
    private const int Error = 2;

    [Test]
    public async Task An_exception_is_an_event_with_its_stack_where_it_was_seen_first_and_named_above()
    {
        await using var probe = await OtelProbe.StartAsync();

        await new EchoFunction(probe.Options, _ => TraceDatabase("moc.get", "mocs", default, () => Task.FromException(
                new InvalidOperationException("outer", new TimeoutException("inner")))))
            .InvokeAsync(HttpEvent.Create("GET /mocs"), probe.Context());

        var request = probe.Receiver.Requests.Single();
        var call = request.Named("db:moc.get");
        using (Assert.EnterMultipleScope())
        {
            Assert.That((call.StatusCode, call.StatusMessage), Is.EqualTo((Error, "outer")));
            Assert.That(call["error.type"], Is.EqualTo("InvalidOperationException"));
            Assert.That(call["lego.outcome"], Is.EqualTo("fault"));
            Assert.That(call.Events, Has.Count.EqualTo(1));
            Assert.That(call.Events[0].Name, Is.EqualTo("exception"));
            Assert.That(call.Events[0].Time, Is.EqualTo(call.End));
            Assert.That(call.Events[0]["exception.type"], Is.EqualTo("InvalidOperationException"));
            Assert.That(call.Events[0]["exception.message"], Is.EqualTo("outer"));
            Assert.That(
                call.Events[0]["exception.stacktrace"],
                Does.StartWith("InvalidOperationException: outer\n ---> TimeoutException: inner\n   --- End of inner exception ---\n   at "));

            Assert.That((request.Root.StatusCode, request.Root.StatusMessage), Is.EqualTo((Error, "outer")));
            Assert.That(request.Root["http.response.status_code"], Is.EqualTo(500L));
            Assert.That(request.Root.Events.Single()["exception.type"], Is.EqualTo("InvalidOperationException"));
            Assert.That(request.Root.Events.Single().Attributes.Keys, Does.Not.Contain("exception.stacktrace"));
        }
    }

    [Test]
    public async Task A_mistake_of_the_client_is_no_error_of_the_server_span()
    {
        await using var probe = await OtelProbe.StartAsync();

        await new EchoFunction(probe.Options, _ => throw new NotFoundException("No such thing."))
            .InvokeAsync(HttpEvent.Create("GET /mocs"), probe.Context());

        var root = probe.Receiver.Requests.Single().Root;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.StatusCode, Is.EqualTo(Unset));
            Assert.That(root["http.response.status_code"], Is.EqualTo(404L));
            Assert.That(root["lego.outcome"], Is.EqualTo("error"));
            Assert.That(root.Attributes.Keys, Does.Not.Contain("error.type"));
        }
    }

    [TestCase(404, "error")]
    [TestCase(429, "throttle")]
    [TestCase(503, "fault")]
    public async Task An_answer_that_is_an_error_marks_the_client_span(int status, string outcome)
    {
        await using var probe = await OtelProbe.StartAsync();

        var request = await probe.TraceAsync(() => TraceS3("GetObject", "moc-files", "a", subsegment =>
        {
            subsegment.SetAwsResponse(status, "REQUEST1");
            return Task.CompletedTask;
        }));

        var call = request.Named("s3:GetObject");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.StatusCode, Is.EqualTo(Error));
            Assert.That(call["error.type"], Is.EqualTo(status.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.That(call["lego.outcome"], Is.EqualTo(outcome));
            Assert.That(call.Events, Is.Empty);
        }
    }

    [Test]
    public async Task The_branches_of_an_aggregate_are_events_of_their_own()
    {
        await using var probe = await OtelProbe.StartAsync();
        var failure = new AggregateException(new InvalidOperationException("first"), new TimeoutException("second"));

        Assert.That(() => probe.RunAsync(() => TraceWork("work", _ => Task.FromException(failure))), Throws.Exception);

        var types = probe.Receiver.Requests.Single().Named("work").Events.Select(item => item["exception.type"]);
        Assert.That(types, Is.EqualTo(new[] { "AggregateException", "TimeoutException" }));
    }

    [Test]
    public async Task No_planted_secret_arrives()
    {
        await using var probe = await OtelProbe.StartAsync();
        foreach (var secret in PlantedSecrets.All)
        {
            var @event = HttpEvent.Create("GET /mocs", query: new Dictionary<string, string> { ["q"] = secret.Text });
            @event.RequestContext.Http.UserAgent = secret.Text;
            var function = new EchoFunction(probe.Options, async context =>
            {
                context.Invocation.Annotate("outside", secret.Text);
                context.Invocation.Trace.AddMetadata("outside", secret.Text);
                await TraceDatabase("moc.get", "mocs", DatabaseOperation.Select, subsegment =>
                {
                    subsegment.SetStatement("select 1 -- " + secret.Text);
                    throw new InvalidOperationException($"It failed: {secret.Text}", new TimeoutException(secret.Text));
                });
            });

            await function.InvokeAsync(@event, probe.Context());

            Assert.That(PlantedSecrets.FoundIn(Encoding.UTF8.GetString(probe.Receiver.Requests[^1].Message)), Is.Empty, secret.Text);
        }

        Assert.That(probe.Receiver.Requests, Has.Count.EqualTo(PlantedSecrets.All.Count));
    }
}
