using Lego.Lambda.Runtime.Tracing;
using Lego.Testing.Tracing;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>What a handler can do to its trace, in an order that the randomness gives; ends what it began seldom, twice, elsewhere, or later.</summary>
internal sealed class HostileWork(Random random)
{
    private const int Many = 10_000;

    private readonly List<Subsegment> _begun = [];
    private readonly List<Action> _late = [];

    internal int Steps { get; private set; }

    internal async Task RunAsync(Subsegment root, bool isLarge)
    {
        _begun.Add(root);
        for (var step = random.Next(1, 40); step > 0; step--)
        {
            await StepAsync();
        }

        if (isLarge)
        {
            BeginMany();
            Touch(root, HostileTraceTexts.Huge(random));
            Touch(Any(), HostileTraceTexts.Huge(random));
        }
    }

    /// <summary>Goes on when the invocation is over, on other threads too.</summary>
    internal Task AfterAnswerAsync() => Task.WhenAll(_late.Select(static late => Task.Run(late)));

    private async Task StepAsync()
    {
        Steps++;
        switch (random.Next(12))
        {
            case < 4:
                _begun.Add(Begin());
                break;
            case 4:
                var name = Name();
                _begun.Add(await Task.Run(() => TraceWork(name)));
                break;
            case 5:
                End();
                break;
            case 6:
                var ended = Any();
                if (ended != _begun[0])
                {
                    await Task.Run(ended.Dispose);
                    ended.Dispose();
                }

                break;
            case 7:
                var late = Any();
                var text = HostileTraceTexts.Next(random);
                var seed = random.Next();
                _late.Add(() =>
                {
                    new HostileWork(new Random(seed)).Touch(late, text);
                    late.Dispose();
                    TraceWork("late").Dispose();
                });
                break;
            case 8:
                await RunCallAsync();
                break;
            default:
                Touch(Any(), HostileTraceTexts.Next(random));
                break;
        }
    }

    private void End()
    {
        var ended = Any();
        if (ended != _begun[0])
        {
            ended.Dispose();
        }
    }

    private async Task RunCallAsync()
    {
        var thrown = random.Next(2) == 0 ? HostileValues.Exception(random) : null;
        try
        {
            await TraceDatabase(Name(), HostileTraceTexts.Next(random), (DatabaseOperation)random.Next(-1, 9), subsegment =>
            {
                Touch(subsegment, HostileTraceTexts.Next(random));
                return thrown is null ? Task.CompletedTask : throw thrown;
            });
            Assert.That(thrown, Is.Null);
        }
#pragma warning disable CA1031 // It is the one that was thrown, of whatever type.
        catch (Exception exception) when (exception is not AssertionException)
#pragma warning restore CA1031
        {
            Assert.That(ReferenceEquals(exception, thrown), Is.True, "what the call throws is what comes out");
        }
    }

    private Subsegment Begin() => random.Next(7) switch
    {
        0 => TraceDatabase(Name(), HostileTraceTexts.Next(random)),
        1 => TraceS3(Name(), HostileTraceTexts.Next(random), HostileTraceTexts.Next(random)),
        2 => TraceCache(Name(), HostileTraceTexts.Next(random)),
        3 => TraceSearch(Name(), HostileTraceTexts.Next(random)),
        4 => TraceUserPool(Name()),
        _ => TraceWork(Name()),
    };

    // Never ended, so that each is below the one before it, or ended at once, so that they are siblings.
    private void BeginMany()
    {
        var isLeaked = random.Next(2) == 0;
        var isEqual = random.Next(2) == 0;
        for (var i = 0; i < Many; i++)
        {
            var subsegment = TraceWork(isEqual ? "equal" : "many " + i);
            if (!isLeaked)
            {
                subsegment.Dispose();
            }
        }

        Steps += Many;
    }

    private Subsegment Any() => _begun[random.Next(_begun.Count)];

    // A name that is empty is refused at once, as a mistake of the code.
    private string Name() => HostileTraceTexts.Next(random) is { Length: > 0 } name ? name : "name";

    private void Touch(Subsegment subsegment, string text)
    {
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            switch (random.Next(14))
            {
                case 0:
                    subsegment.Annotate(HostileTraceTexts.Next(random), text);
                    break;
                case 1:
                    subsegment.Annotate(text, HostileValues.Number(random));
                    break;
                case 2:
                    for (var i = random.Next(70); i > 0; i--)
                    {
                        subsegment.Annotate("key" + i, text);
                    }

                    break;
                case 3:
                    subsegment.AddMetadata(HostileTraceTexts.Next(random), text, HostileTraceTexts.Next(random));
                    break;
                case 4:
                    subsegment.AddMetadata(text, HostileValues.Number(random), HostileTraceTexts.Next(random));
                    break;
                case 5:
                    subsegment.AddMetadata(HostileTraceTexts.Next(random), HostileValues.Next(random), text);
                    break;
                case 6:
                    subsegment.SetStatement(text);
                    break;
                case 7:
                    subsegment.SetHttpRequest(text, HostileTraceTexts.Next(random), text, text);
                    break;
                case 8:
                    subsegment.SetHttpResponse(random.Next(2) == 0 ? random.Next() : -random.Next(), random.NextInt64(-5, long.MaxValue));
                    break;
                case 9:
                    subsegment.SetAwsResponse(random.Next(600), text, text);
                    break;
                case 10:
                    subsegment.Fail(HostileValues.Exception(random));
                    break;
                case 11:
                    subsegment.AddLink(TestTrace.NewHeader() with { ParentId = random.Next(2) == 0 ? default : TestTrace.NewHeader().ParentId });
                    break;
                case 12:
                    subsegment.Annotate(null!, text);
                    subsegment.Annotate("null", (string)null!);
                    subsegment.AddMetadata(null!, text);
                    subsegment.AddMetadata("null", (object?)null, null!);
                    subsegment.SetHttpRequest(null!, null!);
                    subsegment.SetStatement(null!);
                    break;
                default:
                    subsegment.AddMetadata("flag", random.Next(2) == 0);
                    subsegment.AddMetadata("count", random.NextInt64());
                    break;
            }
        }
    }
}
