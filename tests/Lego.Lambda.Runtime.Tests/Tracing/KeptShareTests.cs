using Lego.Lambda.Runtime.Sampling;
using Lego.Lambda.Runtime.Tests.Sampling;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;
using Lego.Lambda.Testing;
using Lego.Testing.Tracing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lego.Lambda.Runtime.Tests.Tracing;

/// <summary>What is sent of many invocations: the rule's share of all of them, and every one that fails or is slow.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class KeptShareTests
{
    private const int Requests = 100_000;
    private const int FailsEach = 50;
    private const int SlowEach = 200;

    [TestCase(5)]
    [TestCase(50)]
    [TestCase(500)]
    public async Task Every_failed_and_every_slow_invocation_is_sent_and_of_all_the_rules_share(double perSecond)
    {
        var clock = new FakeTimeProvider();
        var random = new SplitMixRandom(1);
        using var sampler = new RuleSampler(SamplingRules.ForStage("production"), SamplingMode.Rules, clock, random);
        var counts = new CountingExporter();
        var options = new HandlerOptions
        {
            Exporter = counts,
            LoggerFactory = NullLoggerFactory.Instance,
            Clock = clock,
            Tracing = new TracingOptions { Sampler = sampler },
        };
        var function = new Function(options, clock);
        var expected = 0.0;
        var second = -1L;

        for (var i = 0; i < Requests; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1 / perSecond));
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            expected += now == second ? 0.1 : 1;
            second = now;
            var context = new TestLambdaContext { TraceId = TestTrace.NewHeader(SampleDecision.NotSampled).ToString() };
            if (i % FailsEach == 0)
            {
                Assert.That(() => function.InvokeAsync(i, context), Throws.InvalidOperationException);
            }
            else
            {
                await function.InvokeAsync(i, context);
            }
        }

        var sampled = counts[KeepReason.Sampled];
        TestContext.Out.WriteLine(
            $"{perSecond}/s: sampled {sampled} of {Requests}, the rule says {expected:0}; failed {Requests / FailsEach}, all of them sent: {counts.FailedSent}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sampled, Is.EqualTo(expected).Within(3 * Math.Sqrt(Requests * 0.1 * 0.9)));
            Assert.That(counts.FailedSent, Is.EqualTo(Requests / FailsEach));
            Assert.That(counts.SlowSent, Is.EqualTo(Requests / SlowEach));
            Assert.That(counts[KeepReason.Error], Is.GreaterThan(0).And.LessThan(Requests / FailsEach), "some of them were sampled anyhow");
        }
    }

    private sealed class Function(HandlerOptions options, FakeTimeProvider clock) : TracedHandler<int, int>("share", options)
    {
        protected override Task<int> HandleAsync(int request, HandlerContext context, CancellationToken cancellationToken)
        {
            if (request % FailsEach == 0)
            {
                context.Annotate("fails", true);
                throw new InvalidOperationException("broken");
            }

            if (request % SlowEach == 1)
            {
                context.Annotate("slow", true);
                clock.Advance(TimeSpan.FromSeconds(2));
            }

            return Task.FromResult(request);
        }
    }

    private sealed class CountingExporter : ITraceExporter
    {
        private readonly Dictionary<KeepReason, int> _counts = [];

        public bool IsEnabled => true;

        internal int FailedSent { get; private set; }

        internal int SlowSent { get; private set; }

        internal int this[KeepReason reason] => _counts.GetValueOrDefault(reason);

        public void Export(InvocationTrace trace)
        {
            _counts[trace.KeptBecause] = this[trace.KeptBecause] + 1;
            if (trace.KeptBecause != KeepReason.None)
            {
                FailedSent += trace.Root.Annotations.Any(annotation => annotation.Key == "fails") ? 1 : 0;
                SlowSent += trace.Root.Annotations.Any(annotation => annotation.Key == "slow") ? 1 : 0;
            }
        }
    }
}
