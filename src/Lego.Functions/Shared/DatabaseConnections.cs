using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>The pool of connections, which a server that hangs does not take hostage.</summary>
internal sealed class DatabaseConnections : IAsyncDisposable
{
    // The driver's own timeout comes first where it has one.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Func<NpgsqlDataSource> _create;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private NpgsqlDataSource _source;

    public DatabaseConnections(AppSettings settings, TimeProvider clock)
    {
        _clock = clock;
        _create = () => DatabaseSource.Create(settings, clock);
        _source = _create();
        var seconds = DatabaseSource.Connection(settings).Timeout;
        _patience = seconds == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds) + Slack;
    }

    /// <summary>A connection of the pool, or a new one.</summary>
    /// <exception cref="NpgsqlException">There is none to be had.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var source = Volatile.Read(ref _source);
        var opening = source.OpenConnectionAsync(cancellationToken);
        if (opening.IsCompletedSuccessfully)
        {
            return await opening;
        }

        var opened = opening.AsTask();
        try
        {
            return await opened.WaitAsync(_patience, _clock, cancellationToken);
        }
        catch (TimeoutException exception) when (!opened.IsCompleted)
        {
            Leave(source, opened);
            throw new NpgsqlException("The server did not let a connection be opened in time.", exception);
        }
        catch (OperationCanceledException)
        {
            if (!opened.IsCompleted)
            {
                Leave(source, opened);
            }

            throw;
        }
        catch (Exception exception) when (exception is not NpgsqlException)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>Closes what the pool holds, and what is in use as soon as it comes back.</summary>
    public void Clear() => Volatile.Read(ref _source).Clear();

    /// <summary>Begins another pool. A connection that cannot even be closed never comes back to its own, which counts it for ever.</summary>
    public void Replace() => Interlocked.Exchange(ref _source, _create()).Dispose();

    public ValueTask DisposeAsync() => Volatile.Read(ref _source).DisposeAsync();

    /// <summary>Of an answer that is not PostgreSQL's the driver says that it has a bug; to us it is a connection that broke.</summary>
    public static NpgsqlException Unreadable(Exception exception) =>
        new("The server's answer was not understood.", new IOException(exception.Message, exception));

    /// <summary>
    /// The driver waits without end for a server that takes a connection and never answers the first message on it, whatever the timeout,
    /// and the pool counts that connection. So the pool is left to it, and another takes its place.
    /// </summary>
    private void Leave(NpgsqlDataSource source, Task<NpgsqlConnection> opened)
    {
        _ = CloseAsync(opened);
        var next = _create();
        (Interlocked.CompareExchange(ref _source, next, source) == source ? source : next).Dispose();
    }

    private static async Task CloseAsync(Task<NpgsqlConnection> opened)
    {
        try
        {
            await (await opened).DisposeAsync();
        }
#pragma warning disable CA1031 // Nobody waits for it any more.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }
}
