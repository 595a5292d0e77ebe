using System.Text.Json;
using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

internal static class TraceReader
{
    /// <summary>In the order of their ids: the trace that is assembled from them does not depend on when they came.</summary>
    public const string SelectBodies = "SELECT body, sequence FROM documents WHERE trace = ? ORDER BY id";

    /// <summary>Null when nothing is known of the trace.</summary>
    public static StoredTrace? Find(SqliteConnection connection, string traceId)
    {
        using var find = connection.Command("SELECT key, limit_exceeded FROM traces WHERE trace_id = @trace", ("@trace", traceId));
        using var row = find.ExecuteReader();
        return row.Read() ? Read(connection, row.GetInt64(0), traceId, row.GetBoolean(1)) : null;
    }

    /// <summary>Null when the trace went away since it was found.</summary>
    public static TraceFacts? FindFacts(SqliteConnection connection, long trace)
    {
        using var find = connection.Command("SELECT trace_id, limit_exceeded FROM traces WHERE key = @trace", ("@trace", trace));
        using var row = find.ExecuteReader();
        return row.Read() && Read(connection, trace, row.GetString(0), row.GetBoolean(1)) is { } found
            ? TraceFacts.Of(found.Trace, found.LimitExceeded)
            : null;
    }

    private static StoredTrace? Read(SqliteConnection connection, long trace, string traceId, bool limitExceeded)
    {
        var documents = new List<(JsonElement Document, long Sequence)>();
        using var select = new StoreStatement(connection, SelectBodies);
        select.Bind(trace);
        while (select.Step())
        {
            if (SegmentDocument.ParseBody(select.Blob(0).ToArray()) is { } document)
            {
                documents.Add((document, select.Int64(1)));
            }
        }

        return documents.Count == 0
            ? null
            : new StoredTrace(
                TraceAssembler.Assemble(traceId, documents.Select(document => document.Document)),
                [.. documents.OrderBy(document => document.Sequence).Select(document => document.Document)],
                limitExceeded);
    }
}
