using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tests.XRay;

[Parallelizable(ParallelScope.All)]
public sealed class TraceExportsTests
{
    [TestCase(null)]
    [TestCase("")]
    [TestCase("xray")]
    [TestCase(" XRay ,")]
    public void X_Ray_is_the_default_and_nothing_else_is_made(string? setting)
    {
        using var probe = new Probe();
        var warnings = new List<string>();

        var options = TraceExports.Choose(probe.Options, setting, _ => throw new InvalidOperationException("not wanted"), warnings.Add);

        Assert.That(options, Is.SameAs(probe.Options));
        Assert.That(warnings, Is.Empty);
    }

    [Test]
    public void The_other_takes_the_place_of_X_Ray()
    {
        using var probe = new Probe();
        var other = new Other();

        var options = TraceExports.Choose(probe.Options, "otlp", _ => other, _ => Assert.Fail("nothing is wrong"));

        Assert.That(options.Exporter, Is.SameAs(other));
    }

    [TestCase("xray,otlp")]
    [TestCase("OTLP, XRAY")]
    public void Both_are_combined_with_the_one_that_does_not_wait_first(string setting)
    {
        using var probe = new Probe();
        var other = new Other();

        var options = TraceExports.Choose(probe.Options, setting, _ => other, _ => Assert.Fail("nothing is wrong"));

        Assert.That(((CombinedExporter)options.Exporter).Exporters, Is.EqualTo(new ITraceExporter[] { probe.Exporter, other }));
    }

    [TestCase("zipkin")]
    [TestCase("xray,zipkin")]
    public void A_name_that_means_nothing_is_told(string setting)
    {
        using var probe = new Probe();
        var warnings = new List<string>();

        var options = TraceExports.Choose(probe.Options, setting, _ => new Other(), warnings.Add);

        Assert.That(options.Exporter, Is.SameAs(probe.Exporter));
        Assert.That(warnings.Single(), Does.Contain("LEGO_TRACE_EXPORT").And.Contain("zipkin"));
    }

    [Test]
    public void A_program_without_the_other_goes_on_with_X_Ray()
    {
        using var probe = new Probe();
        var warnings = new List<string>();

        var options = TraceExports.Choose(probe.Options, "otlp", null, warnings.Add);

        Assert.That(options.Exporter, Is.SameAs(probe.Exporter));
        Assert.That(warnings, Has.Count.EqualTo(1));
    }

    private sealed class Other : ITraceExporter
    {
        public bool IsEnabled => true;

        public void Export(InvocationTrace trace)
        {
        }
    }
}
