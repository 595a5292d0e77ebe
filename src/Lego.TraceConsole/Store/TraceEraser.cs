using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Removes traces with everything that was derived from them.</summary>
internal sealed class TraceEraser(SqliteConnection connection, ContributionWriter contributions) : IDisposable
{
    private readonly StoreStatement _find = new(connection, "SELECT revision, start_time FROM traces WHERE key = ?");

    private readonly StoreStatement[] _delete =
    [
        new(connection, "DELETE FROM documents WHERE trace = ?"),
        new(connection, "DELETE FROM trace_summaries WHERE trace = ?"),
        new(connection, "DELETE FROM trace_texts WHERE trace = ?"),
        new(connection, "DELETE FROM pending_traces WHERE trace = ?"),
        new(connection, "DELETE FROM traces WHERE key = ?"),
    ];

    public void Erase(long trace)
    {
        if (_find.Bind(trace).Step())
        {
            var (isSummarized, start) = (_find.Int64(0) > 0, _find.Double(1));
            _find.Reset();
            if (isSummarized)
            {
                contributions.TakeBack(trace, start);
            }
        }

        foreach (var statement in _delete)
        {
            statement.Bind(trace).Run();
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        Array.ForEach(_delete, statement => statement.Dispose());
    }
}
