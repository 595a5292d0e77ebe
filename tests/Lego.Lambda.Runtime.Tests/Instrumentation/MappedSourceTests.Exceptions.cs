using System.Diagnostics;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Instrumentation;

/// <content>How a failure that a library saw is told.</content>
public sealed partial class MappedSourceTests
{
    [Test]
    public void An_exception_that_the_library_recorded_and_the_code_let_through_is_described_once()
    {
        Use(DependencyKind.Database);
        using var probe = new Probe();

        Assert.ThrowsAsync<InvalidOperationException>(() => probe.RunAsync(() => TraceDatabase(
            "orders.get", "orders", DatabaseOperation.Select, () => ThrowRecorded())));

        var root = Traces.Received(probe);
        Assert.That(root.Described(nameof(InvalidOperationException)), Is.EqualTo(1));
    }

    [Test]
    public void An_exception_that_the_library_saw_first_is_described_where_its_stack_tells_who_called_and_named_by_the_node()
    {
        Use();

        var root = Traces.OfFailed<InvalidOperationException>(() => ThrowRecorded());

        var described = root["cause"]!["exceptions"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(root.Described(nameof(InvalidOperationException)), Is.EqualTo(1));
            Assert.That((string?)described["message"], Is.EqualTo("broken"));
            Assert.That(root.Children().Single().Text("cause"), Is.EqualTo((string?)described["id"]));
            Assert.That((bool?)root.Children().Single()["fault"], Is.True);
        }
    }

    [Test]
    public async Task An_exception_that_the_code_dealt_with_is_described_where_the_library_saw_it()
    {
        Use();

        var root = await Traces.OfAsync(async () =>
        {
            try
            {
                await ThrowRecorded();
            }
            catch (InvalidOperationException)
            {
                // As code does that has something else to offer.
            }
        });

        Assert.That((string?)root.Children().Single()["cause"]!["exceptions"]![0]!["message"], Is.EqualTo("broken"));
    }

    [Test]
    public async Task An_exception_in_the_words_of_the_conventions_is_the_cause()
    {
        Use();

        var root = await Traces.OfAsync(() =>
        {
            using var call = _source.StartActivity("call");
            call!.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection
            {
                ["exception.type"] = "Lib.LibException",
                ["exception.message"] = "no connection, password=hunter2",
            }));
            call.SetStatus(ActivityStatusCode.Error);
            return Task.CompletedTask;
        });

        var exception = root.Children().Single()["cause"]!["exceptions"]![0]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)exception["type"], Is.EqualTo("LibException"));
            Assert.That((string?)exception["message"], Does.StartWith("no connection").And.Not.Contain("hunter2"));
        }
    }
}
