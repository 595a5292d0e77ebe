using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Lego.Lambda.Runtime.Errors;

/// <summary>Turns exceptions into the entries of an X-Ray <c>cause</c>.</summary>
internal static class TraceExceptions
{
    private const int MaximumExceptions = 8;
    private const int MaximumMessage = 1000;
    private const int MaximumType = 250;

    /// <summary>
    /// One entry per exception, outermost first. An X-Ray exception names one cause only, so of the branches of an aggregate the first is
    /// linked and the others follow as entries of their own. What is left out is counted at the entry above the gap.
    /// </summary>
    public static IReadOnlyList<TraceException> Create(Exception exception)
    {
        if (exception is not AggregateException && exception.InnerException is null)
        {
            return [Create(exception, ActivitySpanId.CreateRandom().ToHexString(), null, 0)];
        }

        var all = ExceptionChain.Walk(exception).ToList();
        var skipped = Math.Max(0, all.Count - MaximumExceptions);

        // The root cause is worth more than the middle: the last entry is kept when something has to go.
        List<Exception> kept = skipped == 0 ? all : [.. all[..(MaximumExceptions - 1)], all[^1]];
        var ids = kept.ConvertAll(_ => ActivitySpanId.CreateRandom().ToHexString());
        var entries = new List<TraceException>(kept.Count);
        for (var i = 0; i < kept.Count; i++)
        {
            var isAboveGap = skipped > 0 && i == kept.Count - 2;
            var inner = isAboveGap ? kept.Count - 1 : IndexOfInner(kept, i);
            entries.Add(Create(kept[i], ids[i], inner < 0 ? null : ids[inner], isAboveGap ? skipped : 0));
        }

        return entries;
    }

    // Only forward: exceptions that lead back to one above them must not make a circle of causes.
    private static int IndexOfInner(List<Exception> kept, int position)
    {
        var inner = ExceptionChain.InnerOf(kept[position]);
        return inner.Count == 0 ? -1 : kept.FindIndex(position + 1, candidate => ReferenceEquals(candidate, inner[0]));
    }

    private static TraceException Create(Exception exception, string id, string? cause, int skipped)
    {
        var frames = TraceFrames.Create(exception, out var truncated);
        var type = exception.GetType().Name;
        return new TraceException(
            id,
            type.Length > MaximumType ? type[..MaximumType] : type,
            BoundedText.Redact(ExceptionChain.MessageOf(exception), MaximumMessage),
            IsRemote(exception),
            frames,
            truncated,
            skipped,
            cause);
    }

    /// <summary>Raised by the other side of a call rather than by this process.</summary>
    private static bool IsRemote(Exception exception) => exception is HandlerException known
        ? known is ExternalServiceException or ThrottlingException or SearchException or DatabaseException || RemoteExceptions.Match(known)
        : IsRemoteUnknown(exception);

    // Apart, since to ask for these types loads their libraries.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsRemoteUnknown(Exception exception) => exception switch
    {
        DbException database => database.SqlState is not null,
        HttpRequestException http => http.StatusCode is not null,
        SocketException socket => socket.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused,
        _ => RemoteExceptions.Match(exception),
    };
}
