using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Walks exceptions and reads their members without trusting either: overridden members may throw or run in circles.</summary>
internal static class ExceptionChain
{
    /// <summary>Most exceptions that are looked at.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The exception and everything below it, parents before children, each once.</summary>
    public static IEnumerable<Exception> Walk(Exception exception)
    {
        var seen = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Exception>();
        open.Push(exception);
        while (open.TryPop(out var current) && seen.Count < MaximumDepth)
        {
            if (!seen.Add(current))
            {
                continue;
            }

            yield return current;
            var inner = InnerOf(current);
            for (var i = inner.Count - 1; i >= 0; i--)
            {
                open.Push(inner[i]);
            }
        }
    }

    /// <summary>The exceptions directly below one: several below an aggregate, else one or none.</summary>
    public static IReadOnlyList<Exception> InnerOf(Exception exception) => exception switch
    {
        AggregateException aggregate => aggregate.InnerExceptions,
        { InnerException: { } inner } => [inner],
        _ => [],
    };

    /// <summary>The message, or why there is none.</summary>
    public static string MessageOf(Exception exception) => Read(exception, static e => OwnMessage(e), "message");

    /// <summary>The stack trace as text; empty when the exception was never thrown.</summary>
    public static string StackOf(Exception exception) => Read(exception, static e => e.StackTrace, "stack trace");

    // An aggregate repeats the messages of its inner exceptions in parentheses; those have entries of their own.
    private static string? OwnMessage(Exception exception)
    {
        // The base of a DbException is asked for first: it is there, the other loads a library.
        var message = exception is ExternalException ? OutsideMessage(exception) : exception.Message;
        if (exception is not AggregateException { InnerExceptions: [var first, ..] })
        {
            return message;
        }

        var repeated = message.IndexOf($" ({first.Message})", StringComparison.Ordinal);
        return repeated > 0 ? message[..repeated] : message;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string OutsideMessage(Exception exception) =>
        exception is DbException database ? DatabaseMessages.WithoutValues(database) : exception.Message;

    private static string Read(Exception exception, Func<Exception, string?> member, string name)
    {
#pragma warning disable CA1031 // An exception of unknown origin may throw anything from its members; reporting it must go on.
        try
        {
            return member(exception) ?? "";
        }
        catch (Exception failure)
        {
            return $"({name} not readable: {failure.GetType().Name})";
        }
#pragma warning restore CA1031
    }
}
