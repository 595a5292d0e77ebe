using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>
/// Takes over a file of layout 1. Its documents are copied; everything else is derived from them, which the console does after its start as
/// if they had just come in. Log lines are the same in both layouts.
/// </summary>
internal static class FirstLayout
{
    public static void SetAside(SqliteConnection connection, SqliteTransaction transaction) => connection.Execute(
        """
        ALTER TABLE documents RENAME TO old_documents;
        ALTER TABLE traces RENAME TO old_traces;
        DROP INDEX traces_by_start;
        DROP INDEX traces_by_received;
        """,
        transaction);

    public static void CopyDocuments(SqliteConnection connection, SqliteTransaction transaction)
    {
        connection.CreateFunction(
            "id_number", (string id) => (long)ulong.Parse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), isDeterministic: true);
        connection.Execute(
            """
            INSERT INTO traces (trace_id, updated, bytes, limit_exceeded)
                SELECT trace_id, received, bytes, limit_exceeded FROM old_traces ORDER BY received, trace_id;
            INSERT INTO documents (sequence, trace, id, in_progress, received, body)
                SELECT d.sequence, t.key, id_number(d.id), d.in_progress, d.received, d.body
                FROM old_documents d JOIN traces t ON t.trace_id = d.trace_id
                ORDER BY d.sequence;
            INSERT INTO pending_traces (trace, since) SELECT key, updated FROM traces;
            DROP TABLE old_documents;
            DROP TABLE old_traces;
            """,
            transaction);
    }
}
