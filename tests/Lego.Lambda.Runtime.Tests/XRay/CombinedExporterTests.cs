using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tests.XRay;

[Parallelizable(ParallelScope.All)]
public sealed class CombinedExporterTests
{
    [Test]
    public async Task Every_way_out_gets_the_trace_in_order()
    {
        using var probe = new Probe();
        var order = new List<string>();
        using var exporter = new CombinedExporter([new Recorder("first", order), new Recorder("second", order)]);

        await new Probe.Function(probe.Options with { Exporter = exporter }, (_, _) => Task.FromResult("done")).InvokeAsync("event", probe.Context());

        Assert.That(order, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task One_that_throws_keeps_no_other_from_its_trace_and_is_told_once()
    {
        using var probe = new Probe();
        var order = new List<string>();
        var warnings = new List<string>();
        using var exporter = new CombinedExporter([new Broken(), new Recorder("second", order)], warnings.Add);
        var function = new Probe.Function(probe.Options with { Exporter = exporter }, (_, _) => Task.FromResult("done"));

        var answers = new[] { await function.InvokeAsync("event", probe.Context()), await function.InvokeAsync("event", probe.Context()) };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers, Is.All.EqualTo("done"));
            Assert.That(order, Is.EqualTo(new[] { "second", "second" }));
            Assert.That(exporter.Failures, Is.EqualTo(2));
            Assert.That(warnings.Single(), Does.Contain(nameof(Broken)).And.Contain(nameof(InvalidOperationException)));
        }
    }

    [Test]
    public void What_is_open_goes_to_every_way_out_too()
    {
        using var probe = new Probe();
        var order = new List<string>();
        using var exporter = new CombinedExporter([new Broken(), new Recorder("second", order)]);
        var trace = InvocationTrace.Start("probe", probe.Header, default, probe.Options)!;

        exporter.ExportOpen(trace);

        Assert.That(order, Is.EqualTo(new[] { "second open" }));
    }

    [TestCase(false, false, false)]
    [TestCase(true, false, true)]
    [TestCase(false, true, true)]
    public void It_is_enabled_when_one_of_them_is_and_leaves_out_those_that_are_not(bool first, bool second, bool expected)
    {
        using var probe = new Probe();
        var order = new List<string>();
        using var exporter = new CombinedExporter(
            [new Recorder("first", order) { IsEnabled = first }, new Recorder("second", order) { IsEnabled = second }]);
        var trace = InvocationTrace.Start("probe", probe.Header, default, probe.Options)!;

        exporter.Export(trace);

        Assert.That(exporter.IsEnabled, Is.EqualTo(expected));
        Assert.That(order, Is.EqualTo(new[] { first ? "first" : "", second ? "second" : "" }.Where(name => name.Length > 0)));
    }

    [Test]
    public void Disposing_it_disposes_them()
    {
        var recorder = new Recorder("first", []);

        new CombinedExporter([recorder]).Dispose();

        Assert.That(recorder.IsDisposed, Is.True);
    }

    private sealed class Recorder(string name, List<string> order) : ITraceExporter, IDisposable
    {
        public bool IsEnabled { get; init; } = true;

        public bool IsDisposed { get; private set; }

        public void Export(InvocationTrace trace) => order.Add(name);

        public void ExportOpen(InvocationTrace trace) => order.Add(name + " open");

        public void Dispose() => IsDisposed = true;
    }

    private sealed class Broken : ITraceExporter
    {
        public bool IsEnabled => true;

        public void Export(InvocationTrace trace) => throw new InvalidOperationException("broken");

        public void ExportOpen(InvocationTrace trace) => throw new InvalidOperationException("broken");
    }
}
