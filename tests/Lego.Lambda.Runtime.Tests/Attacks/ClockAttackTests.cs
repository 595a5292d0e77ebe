using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>A clock that is set backwards and forwards, also within an invocation: times stay in order and say how long things took.</summary>
[Category("Attack")]
[Parallelizable(ParallelScope.All)]
public sealed class ClockAttackTests
{
    // Times are sent in microseconds, as numbers whose doubles are a little beside them.
    private const double Tolerance = 0.000_002;

    [Test]
    public async Task Times_are_in_order_and_durations_right_whatever_the_clock_does()
    {
        using var attack = new Attack("tracing-clock");
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var clock = new SteppingClock();
            var sampler = new RuleSampler(SamplingRules.ForStage("production"), SamplingMode.Rules, clock);
            using var probe = new Probe(clock, tracing: new TracingOptions { Sampler = sampler, Keep = KeepPolicy.Errors | KeepPolicy.Forced });
            using var sampling = sampler;
            var sender = new CollectingSender();
            using var exporter = new XRayExporter(sender, probe.Options.Sanitizer, TestContext.Out.WriteLine);
            var took = new Dictionary<string, TimeSpan>();
            var function = new Probe.Function(probe.Options with { Exporter = exporter }, async (context, _) =>
            {
                context.KeepTrace();
                took["probe"] = await WorkAsync(random, clock, attack, took, 0);
                return random.Next(5) == 0 ? throw new NotFoundException() : "done";
            });

            for (var request = 0; request < 3; request++)
            {
                took.Clear();
                Step(random, clock, attack);
                var context = new TestLambdaContext
                {
                    TraceId = random.Next(3) == 0 ? "" : TestTrace.NewHeader((SampleDecision)random.Next(3)).ToString(),
                };
                try
                {
                    Assert.That(await function.InvokeAsync("event", context), Is.EqualTo("done"));
                }
                catch (NotFoundException)
                {
                    attack.Count("failed on purpose");
                }

                var root = sender.Take().SelectMany(document => document.SelfAndDescendants()).Single(unit => unit.Text("name") == "probe");
                foreach (var (name, time) in took)
                {
                    var unit = root.Named(name);
                    Assert.That(
                        (double)unit["end_time"]! - (double)unit["start_time"]!, Is.EqualTo(time.TotalSeconds).Within(Tolerance), name);
                }

                CheckWithin(root);
                attack.Count("requests");
                attack.Count("subsegments", took.Count);
            }

            Assert.That(probe.Log.Text, Does.Not.Contain("could not be traced"));
        });
    }

    private static async Task<TimeSpan> WorkAsync(
        Random random, SteppingClock clock, Attack attack, Dictionary<string, TimeSpan> took, int depth)
    {
        var total = TimeSpan.Zero;
        for (var step = random.Next(1, 5); step > 0; step--)
        {
            var time = TimeSpan.FromMicroseconds(random.Next(2_000_000));
            clock.Advance(time);
            total += time;
            Step(random, clock, attack);
            if (depth < 3)
            {
                var name = $"work {took.Count}";
                took[name] = TimeSpan.Zero;
                var inner = TimeSpan.Zero;
                await TraceWork(name, async _ =>
                {
                    await Task.Yield();
                    inner = await WorkAsync(random, clock, attack, took, depth + 1);
                });
                took[name] = inner;
                total += inner;
            }
        }

        return total;
    }

    private static void Step(Random random, SteppingClock clock, Attack attack)
    {
        if (random.Next(2) == 0)
        {
            // Up to seventy years back, before the epoch, and forth.
            clock.Step(TimeSpan.FromSeconds(random.Next(5) switch
            {
                0 => random.Next(-10, 10),
                1 => -random.Next(int.MaxValue),
                2 => random.Next(int.MaxValue),
                3 => -0.001,
                _ => random.Next(-100_000, 100_000),
            }));
            attack.Count("steps of the clock");
        }
    }

    private static void CheckWithin(JsonObject unit)
    {
        foreach (var child in unit.Children())
        {
            Assert.That((double)child["start_time"]!, Is.GreaterThanOrEqualTo((double)unit["start_time"]! - Tolerance));
            Assert.That((double)child["end_time"]!, Is.LessThanOrEqualTo((double)unit["end_time"]! + Tolerance));
            CheckWithin(child);
        }
    }
}
