using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Tests.Tracing;

[Parallelizable(ParallelScope.All)]
public sealed class TracingSettingsTests
{
    [TestCase("none", KeepPolicy.None)]
    [TestCase("faults", KeepPolicy.Faults)]
    [TestCase("Errors, slow", KeepPolicy.Errors | KeepPolicy.Slow)]
    [TestCase(null, KeepPolicy.Errors | KeepPolicy.Slow | KeepPolicy.Forced)]
    public void What_is_kept_is_a_list(string? text, KeepPolicy expected) =>
        Assert.That(Read(("LEGO_TRACE_KEEP", text)).Options.Keep, Is.EqualTo(expected));

    [TestCase("none", TracedCalls.None)]
    [TestCase("database", TracedCalls.Database)]
    [TestCase("S3, cache,userpool", TracedCalls.S3 | TracedCalls.Cache | TracedCalls.UserPool)]
    [TestCase(null, TracedCalls.All)]
    public void The_traced_calls_are_a_list(string? text, TracedCalls expected) =>
        Assert.That(Read(("LEGO_TRACE_CALLS", text)).Options.Calls, Is.EqualTo(expected));

    [Test]
    public void The_threshold_and_the_segment_are_read()
    {
        var (options, warnings) = Read(("LEGO_TRACE_SLOW_MS", "750"), ("LEGO_TRACE_SEGMENT", "framework"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.SlowAfter, Is.EqualTo(TimeSpan.FromMilliseconds(750)));
            Assert.That(options.Segment, Is.EqualTo(SegmentSource.Framework));
            Assert.That(warnings, Is.Empty);
        }
    }

    [TestCase("LEGO_TRACE_KEEP", "everything")]
    [TestCase("LEGO_TRACE_KEEP", "15")]
    [TestCase("LEGO_TRACE_CALLS", "redis")]
    [TestCase("LEGO_TRACE_SLOW_MS", "0")]
    [TestCase("LEGO_TRACE_SLOW_MS", "fast")]
    [TestCase("LEGO_TRACE_SEGMENT", "mine")]
    public void A_value_that_cannot_be_read_is_told_and_the_default_stands(string name, string value)
    {
        var (options, warnings) = Read((name, value));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(warnings.Single(), Does.StartWith($"{name} is '{value}'; it must be "));
            Assert.That((options.Keep, options.SlowAfter, options.Segment), Is.EqualTo((new TracingOptions().Keep, TimeSpan.FromSeconds(2), SegmentSource.Automatic)));
        }
    }

    private static (TracingOptions Options, List<string> Warnings) Read(params (string Name, string? Value)[] variables)
    {
        var warnings = new List<string>();
        var options = TracingSettings.FromEnvironment(
            name => variables.FirstOrDefault(variable => variable.Name == name).Value, warnings.Add);
        return (options, warnings);
    }
}
