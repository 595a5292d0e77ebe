using System.Collections;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>Runs the code of whoever owns an object, and turns what it throws into a mark.</summary>
internal static class Guarded
{
    /// <summary>What was read, or the mark of what was thrown.</summary>
    public static object? Value<T>(Func<T, object?> read, T from)
    {
        try
        {
            return read(from);
        }
#pragma warning disable CA1031 // A getter of a foreign object may throw anything; tracing must not.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Mark.Threw(exception);
        }
    }

    /// <summary>As <see cref="Value{T}(Func{T, object?}, T)"/>, for what always has text.</summary>
    public static string Text<T>(Func<T, object?> read, T from) => Value(read, from) switch
    {
        Mark mark => mark.Text,
        var value => value as string ?? "",
    };

    /// <summary>Goes on to the next item; false at the end, with a mark when the end is an exception.</summary>
    public static bool MoveNext(IEnumerator items, out Mark? failure)
    {
        failure = null;
        try
        {
            return items.MoveNext();
        }
#pragma warning disable CA1031 // As above, for enumerators.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = Mark.Threw(exception);
            return false;
        }
    }

    /// <summary>Ends an enumeration.</summary>
    public static void Dispose(IEnumerator items) => Value(
        static items =>
        {
            (items as IDisposable)?.Dispose();
            return null;
        },
        items);
}
