using CsCheck;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Tests.Store;

[Parallelizable]
public sealed class ResponseTimeHistogramTests
{
    [TestCase(0.000_101)]
    [TestCase(0.06)]
    [TestCase(1)]
    [TestCase(900)]
    public void A_time_is_told_within_a_few_percent(double seconds)
    {
        var histogram = new ResponseTimeHistogram();
        histogram.Add(seconds, 3);

        var (value, count) = histogram.Filled.Single();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(value, Is.EqualTo(seconds).Within(seconds * 0.075));
            Assert.That(count, Is.EqualTo(3));
        }
    }

    [TestCase(0)]
    [TestCase(1e9)]
    public void A_time_outside_of_the_scale_is_counted_at_its_edge(double seconds)
    {
        var histogram = new ResponseTimeHistogram();
        histogram.Add(seconds, 1);

        Assert.That(histogram.Filled.Single().Count, Is.EqualTo(1));
    }

    [TestCase(0.000_05, 0, 0.0001)]
    [TestCase(0.000_1, 0.0001, 0.0001778279)]
    [TestCase(0.6, 0.5623413252, 1)]
    [TestCase(1, 1, 1.7782794100)]
    [TestCase(999, 562.341325190, 1000)]
    [TestCase(1000, 1000, null)]
    public void Four_bins_together_say_from_when_to_when_they_reach(double seconds, double from, double? to)
    {
        var histogram = new ResponseTimeHistogram();
        histogram.Add(seconds, 2);

        var quarter = histogram.Quarters().Single(quarter => quarter.Count > 0);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(quarter.From, Is.EqualTo(from).Within(1e-9));
            Assert.That(quarter.To, to is { } end ? Is.EqualTo(end).Within(1e-9) : Is.Null);
            Assert.That(quarter.Count, Is.EqualTo(2));
        }
    }

    [Test]
    public void What_is_written_is_read_and_what_is_taken_back_is_gone() =>
        Gen.Select(Gen.Double[0, 2000], Gen.Int[1, 100_000]).Array[0, 40].Sample(times =>
        {
            var histogram = new ResponseTimeHistogram();
            Array.ForEach(times, time => histogram.Add(time.Item1, time.Item2));
            var buffer = new byte[ResponseTimeHistogram.MaxEncoded];
            var read = new ResponseTimeHistogram();
            read.Add(buffer.AsSpan(0, histogram.Encode(buffer)));
            var isSame = read.Filled.SequenceEqual(histogram.Filled);

            Array.ForEach(times, time => read.Add(time.Item1, -time.Item2));
            return isSame && !read.Filled.Any();
        });
}
