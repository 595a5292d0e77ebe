using CsCheck;
using Lego.Lambda.Testing.Traces;

namespace Lego.Lambda.Testing.Tests.Traces;

[Parallelizable(ParallelScope.All)]
public sealed class TraceOutlineTests
{
    [Test]
    public void Any_indentation_that_is_deeper_is_one_step_down() =>
        Assert.That(
            TraceOutline.Parse("""

                a
                    b
                      c
                    d

                e
                """),
            Is.EqualTo(new[] { (0, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e") }));

    [TestCase("a\n    b\n  c")]
    [TestCase("  a\nb")]
    public void A_line_that_goes_back_to_nowhere_is_refused(string outline) =>
        Assert.That(() => TraceOutline.Parse(outline), Throws.ArgumentException.With.Message.Contains("indented like none of the lines above"));

    [Test]
    public void What_is_written_is_read_back() => Gen.Int[0, 3].Array[0, 12].Sample(steps =>
    {
        var depth = -1;
        var lines = steps.Select((step, index) => (depth = index == 0 ? 0 : Math.Max(1, Math.Min(step, depth + 1)), $"n{index}")).ToList();
        return TraceOutline.Parse(TraceOutline.Write(lines)).SequenceEqual(lines);
    });
}
