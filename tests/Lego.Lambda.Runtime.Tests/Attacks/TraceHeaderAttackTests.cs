using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Attacks;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Damaged trace headers: read or not, never a failure, and what is handed on is harmless and reads back the same.</summary>
[Category("Attack")]
[Parallelizable]
public sealed class TraceHeaderAttackTests
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";

    private static readonly string[] Samples =
    [
        Root,
        Root + ";Parent=53995c3f42cd8ad8;Sampled=1",
        Root + ";Sampled=?;Lineage=a87bd80c:1|68fd508a:5|c512fbe3:2;Self=1-5759e988-aaaaaaaaaaaaaaaaaaaaaaaa",
        " Sampled = 0 ; Parent=53995c3f42cd8ad8 ; " + Root + " ; a=b;;=;",
    ];

    private static readonly string[] Tokens =
        ["Root=", "Parent=", "Sampled=", "Self=", "Lineage=", ";", "=", "1-", "-", "?", "\r\n", "\r\nX-Evil: 1", "0000000000000000", "ROOT=", "\u0130", " ", "\t", "a=b;"];

    [Test]
    public void A_damaged_header_is_read_or_not_and_reads_back_as_it_is_written()
    {
        using var attack = new Attack("input-trace-headers");
        attack.Run(attackCase =>
        {
            var random = attackCase.Random;
            var text = new Mutator(random, Tokens).Mutate(Samples[random.Next(Samples.Length)], Samples[random.Next(Samples.Length)]);
            foreach (var keepOthers in new[] { false, true })
            {
                if (!TraceHeader.TryParse(text, keepOthers, out var header))
                {
                    Assert.That(header, Is.EqualTo(default(TraceHeader)));
                    continue;
                }

                attack.Count("read");
                var written = header.ToString();
                Assert.That(written.AsSpan().ContainsAnyExceptInRange(' ', '~'), Is.False, written);
                Assert.That(written, Has.Length.LessThan(1_200));
                Assert.That(TraceHeader.TryParse(written, keepOthers, out var again), Is.True);
                Assert.That((again, again.ToString()), Is.EqualTo((header, written)));
            }
        });
        Assert.That(attack.Figure("read"), Is.GreaterThan(0));
    }

    [Test]
    public void A_header_of_a_megabyte_costs_no_more_than_what_is_kept_of_it()
    {
        var text = Root + ";" + string.Concat(Enumerable.Repeat("a=b;", 250_000));
        TraceHeader.TryParse(text, keepOthers: true, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(TraceHeader.TryParse(text, keepOthers: true, out var header), Is.True);

        // Each kept member makes the text of all before it anew.
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000));
        Assert.That(header.Others, Has.Length.LessThanOrEqualTo(1_000));
    }
}
