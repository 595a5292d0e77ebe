using System.Diagnostics;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Logging;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Testing;
using Lego.Testing;
using Lego.Testing.Attacks;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Many invocations of all kinds in one process, which must end as large as it began. Not in parallel: all memory is counted.</summary>
[Category("Attack")]
[NonParallelizable]
[Platform("Linux")]
public sealed class MemoryAttackTests
{
    private const int FastBatch = 500;
    private const int LongBatch = 10_000;

    // A word for each of the fast budget's invocations after the first fifth would be over it.
    private const long MostGrowth = 128 * 1024;

    // The pool adds and retires threads as it likes.
    private const int MoreThreads = 4;

    [Test]
    public async Task Memory_threads_and_sockets_are_the_same_after_many_invocations()
    {
        using var attack = new Attack("tracing-memory");
        using var probe = new Probe();
        using var log = JsonLogging.CreateFactory(probe.Options.Sanitizer, new JsonLineOutput(Stream.Null));
        var options = probe.Options with
        {
            LoggerFactory = log,
            Metrics = new MetricOptions { Output = new JsonLineOutput(Stream.Null) },
        };
        var batch = Attack.IsLong ? LongBatch : FastBatch;
        var early = attack.FastCases / 5;
        Usage? before = null;
        var after = default(Usage);
        await attack.RunAsync(async attackCase =>
        {
            await RunAsync(options, batch, attackCase.Random);
            probe.Daemon.ReceiveArrived();
            attack.Count("invocations", batch);
            if (attackCase.Number >= early - 1)
            {
                after = Usage.Now();
                before ??= after;
            }
        });

        attack.Set("bytes at a fifth", before!.Value.Bytes);
        attack.Set("bytes at the end", after.Bytes);
        attack.Set("sockets at a fifth", before.Value.Sockets);
        attack.Set("sockets at the end", after.Sockets);
        attack.Set("threads at a fifth", before.Value.Threads);
        attack.Set("threads at the end", after.Threads);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Bytes - before.Value.Bytes, Is.LessThan(MostGrowth), "live bytes");
            Assert.That(after.Sockets - before.Value.Sockets, Is.LessThanOrEqualTo(0), "sockets");
            Assert.That(after.Threads - before.Value.Threads, Is.LessThanOrEqualTo(MoreThreads), "threads");
        }
    }

    private static async Task RunAsync(HandlerOptions options, int count, Random random)
    {
        var function = new NoteFunction<NoteQuery>(options, async (_, _, context) =>
        {
            var kind = random.Next(50);
            context.Annotate("kind", kind);
            context.Count("Notes");
            if (kind == 0)
            {
                for (var i = 0; i < 200; i++)
                {
                    await TraceDatabase("note.get", "notes", default, _ => Task.CompletedTask);
                }
            }

            using (var work = TraceWork("work"))
            {
                work.AddMetadata("object", new Dictionary<string, object?> { ["kind"] = kind });
                await TraceCache("get", "key", () => Task.CompletedTask);
                if (kind < 5)
                {
                    // Left open.
                    TraceWork("leaked").Annotate("kind", kind);
                }
            }

            return kind switch
            {
                < 3 => throw new InvalidOperationException("unexpected " + Guid.NewGuid()),
                < 6 => throw new NotFoundException(),
                _ => NoteFunction<NoteQuery>.Data(new NoteAnswer("text", DateTimeOffset.UnixEpoch)),
            };
        });
        for (var i = 0; i < count; i++)
        {
            var header = TestTrace.NewHeader(random.Next(3) == 0 ? SampleDecision.Sampled : SampleDecision.NotSampled);
            await function.InvokeAsync(
                HttpEvent.Create("GET /notes"),
                new TestLambdaContext { TraceId = header.ToString(), RemainingTime = TimeSpan.FromSeconds(random.Next(2) * 30) });
        }
    }

    private readonly record struct Usage(long Bytes, int Sockets, int Threads)
    {
        internal static Usage Now()
        {
            for (var round = 0; round < 2; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            GC.Collect();
            using var process = Process.GetCurrentProcess();
            return new Usage(
                GC.GetTotalMemory(forceFullCollection: true), OpenSockets(), process.Threads.Count);
        }

        private static int OpenSockets() => Directory.GetFiles("/proc/self/fd")
            .Count(file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);
    }
}
