using System.Globalization;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Whatever a handler does to its trace: the answer is the handler's, and what is sent is valid.</summary>
[Category("Attack")]
[Parallelizable(ParallelScope.All)]
public sealed class HostileContentAttackTests
{
    private const int LargeEach = 30;

    // Source: AWS X-Ray quotas: a trace takes up to 500 KB.
    private const int TraceLimit = 500_000;

    [Test]
    public async Task The_answer_is_the_handlers_and_what_is_sent_is_valid()
    {
        using var attack = new Attack("tracing-hostile-content");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            using var probe = new Probe();
            var sender = new CollectingSender();
            var warnings = new List<string>();
            using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, warnings.Add);
            var work = new HostileWork(random);
            var thrown = random.Next(4) == 0 ? HostileValues.Exception(random) : null;
            var isLarge = attackCase.Number % LargeEach == LargeEach - 1;
            var isFirst = true;
            var function = new Probe.Function(probe.Options with { Exporter = exporter }, async (context, _) =>
            {
                if (isFirst)
                {
                    await work.RunAsync(context.Trace, isLarge);
                }

                return isFirst && thrown is not null ? throw thrown : "done";
            });
            var header = TestTrace.NewHeader(random.Next(2) == 0 ? SampleDecision.Sampled : SampleDecision.NotSampled);

            Assert.That(await OutcomeAsync(function, probe.Context(header)), Is.SameAs((object?)thrown ?? "done"));
            Assert.That(warnings, Is.Empty);
            Assert.That(probe.Log.Text, Does.Not.Contain("could not be traced"));
            var documents = sender.Take();
            isFirst = false;
            await work.AfterAnswerAsync();
            Assert.That(sender.Take(), Is.Empty, "what comes after the answer is not sent");
            Assert.That(await OutcomeAsync(function, probe.Context()), Is.EqualTo("done"));
            var next = sender.Take().Single();

            if (header.Sampled == SampleDecision.Sampled || documents.Count > 0)
            {
                CheckTree(documents, header, exporter.Statistics);
            }

            Assert.That(next.Children(), Is.Empty, "the next invocation has nothing of this one");
            Assert.That(sender.Largest, Is.LessThanOrEqualTo(XRayExporter.MaxDatagram));
            Assert.That(exporter.Statistics.Lost, Is.Zero);
            attack.Count("steps", work.Steps);
            attack.Count("documents", documents.Count);
            attack.Count("subsegments sent", documents.Sum(document => document.SelfAndDescendants().Count()));
            attack.Count("subsegments dropped", exporter.Statistics.DroppedSubsegments);
            attack.Count("documents trimmed", exporter.Statistics.Trimmed);
            attack.Count("late", exporter.Statistics.LateSubsegments);
        });
    }

    private static async Task<object> OutcomeAsync(Probe.Function function, Amazon.Lambda.Core.ILambdaContext context)
    {
        try
        {
            return await function.InvokeAsync("event", context);
        }
#pragma warning disable CA1031 // Compared with what was thrown.
        catch (Exception exception) when (exception is not AssertionException)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    private static void CheckTree(List<JsonObject> documents, TraceHeader header, ExporterStatistics statistics)
    {
        var units = documents.SelectMany(document => document.SelfAndDescendants()).ToList();
        var ids = units.Select(unit => unit.Text("id")!).ToList();
        Assert.That(ids, Is.Unique);
        var roots = documents.Where(document => document.Text("parent_id") is not { } parent || parent == header.ParentId.ToHexString()).ToList();
        Assert.That(roots, Has.Count.EqualTo(1));
        Assert.That(documents.Except(roots).Select(document => document.Text("parent_id")).Distinct(), Is.SubsetOf(ids), "each hangs below one that was sent");
        Assert.That(units.Where(unit => unit["in_progress"] is not null), Is.Empty);
        Assert.That(documents.Sum(document => document.ToJsonString().Length), Is.LessThan(TraceLimit));
        if (statistics.DroppedSubsegments > 0)
        {
            Assert.That(units.Select(unit => unit.Metadata("trace", "dropped")), Has.One.EqualTo(statistics.DroppedSubsegments.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
