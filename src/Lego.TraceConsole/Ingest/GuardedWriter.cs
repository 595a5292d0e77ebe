using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Ingest;

/// <summary>
/// Lets the writer's loop live on whatever happens to one transaction. After a failure the writer is opened anew, since nothing that it
/// remembers can be relied on.
/// </summary>
internal sealed partial class GuardedWriter(StoreFile file, TimeProvider clock, ILogger logger) : IDisposable
{
    public StoreWriter Writer { get; private set; } = StoreWriter.Open(file);

    /// <summary>Whether anything failed since it was last set to false.</summary>
    public bool HasFailed { get; set; }

    public double Now => EpochTime.From(clock.GetUtcNow());

    /// <summary>Runs one transaction; false when it did not come to its end, and left nothing behind.</summary>
    public bool Transact(Action<StoreWriter, double> action) => Try(writer =>
    {
        var now = Now;
        writer.Begin();
        action(writer, now);
        writer.Commit(now);
    });

    /// <summary>A full disk, a locked file or a document that nobody thought of costs what was to be done, not the console.</summary>
    public bool Try(Action<StoreWriter> action)
    {
        try
        {
            action(Writer);
            return true;
        }
#pragma warning disable CA1031 // The loop has to live on whatever one batch did to it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(logger, exception);
        }

        HasFailed = true;
        Writer.Dispose();
        try
        {
            Writer = StoreWriter.Open(file);
        }
        catch (SqliteException exception)
        {
            // The next attempt to write ends here again.
            LogFailed(logger, exception);
        }

        return false;
    }

    public void Dispose() => Writer.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "The trace store could not be written")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
