using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tests.Errors;
using Lego.Lambda.Runtime.Tests.Tracing.Metadata;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Objects that are hard to look at, and exceptions that are hard to describe.</summary>
internal static class HostileValues
{
    private static readonly double[] Numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon, double.MaxValue, 1e15, 0.1];

    internal static double Number(Random random) => Numbers[random.Next(Numbers.Length)];

    internal static object? Next(Random random, int depth = 0) => random.Next(depth > 3 ? 6 : 14) switch
    {
        0 => null,
        1 => HostileTraceTexts.Next(random),
        2 => Number(random),
        3 => new Broken(),
        4 => new BrokenDictionary("Value"),
        5 => Exception(random, 3),
        6 => Cycle(),
        7 => Enumerable.Range(0, random.Next(depth == 0 ? 300 : 4)).Select(_ => Next(random, depth + 2)).ToList(),
        8 => new Dictionary<string, object?> { [HostileTraceTexts.Next(random)] = Next(random, depth + 1), ["own"] = Next(random, depth + 1) },
        9 => new JsonObject { [HostileTraceTexts.Next(random)] = HostileTraceTexts.Next(random), ["list"] = new JsonArray(1, null, "\ud800") },
        10 => Endless(),
        11 => new Hashtable { [new Broken()] = new Broken(), [1] = Next(random, depth + 1) },
        12 => new object[] { random.NextInt64(), DateTime.MaxValue, decimal.MinValue, Guid.Empty, 'x', new byte[random.Next(9_000)] },
        _ => Deep(random.Next(200)),
    };

    internal static Exception Exception(Random random, int depth = 0)
    {
        switch (random.Next(depth > 4 ? 5 : 9))
        {
            case 0:
                return new HostileException();
            case 1:
                return new InvalidOperationException(HostileTraceTexts.Next(random));
            case 2:
                return new NotFoundException(HostileTraceTexts.Next(random));
            case 3:
                return Thrown(random.Next(1, 60), HostileTraceTexts.Next(random));
            case 4:
                return new OperationCanceledException();
            case 5:
                return new AggregateException(Enumerable.Range(0, random.Next(12)).Select(_ => Exception(random, depth + 2)));
            case 6:
                Exception chain = new TimeoutException();
                for (var i = random.Next(300); i > 0; i--)
                {
                    chain = new InvalidOperationException("level " + i, chain);
                }

                return chain;
            case 7:
                return new ServiceUnavailableException(HostileTraceTexts.Next(random));
            default:
                return new InvalidOperationException(HostileTraceTexts.Next(random), Exception(random, depth + 1));
        }
    }

    private static Knot Cycle()
    {
        var knot = new Knot();
        knot.Next = new Knot { Next = knot, Other = knot };
        knot.Other = new List<object> { knot };
        return knot;
    }

    private static List<object> Deep(int depth)
    {
        var list = new List<object>();
        var innermost = list;
        for (; depth > 0; depth--)
        {
            var next = new List<object>();
            innermost.Add(next);
            innermost = next;
        }

        return list;
    }

    private static IEnumerable<object> Endless()
    {
        for (var i = 0L; ; i++)
        {
            yield return i;
        }
    }

    private static TimeoutException Thrown(int depth, string message)
    {
        try
        {
            Throw(depth, message);
        }
        catch (TimeoutException exception)
        {
            return exception;
        }

        throw new AssertionException("It did not throw.");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Throw(int depth, string message) => depth > 1 ? Throw(depth - 1, message) + 1 : throw new TimeoutException(message);
}
