using System.Text.Json;
using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

internal static class TraceReader
{
    /// <summary>Null when nothing is known of the trace.</summary>
    public static StoredTrace? Find(SqliteConnection connection, string traceId)
    {
        var documents = Documents(connection, traceId);
        if (documents.Count == 0)
        {
            return null;
        }

        using var find = connection.Command("SELECT limit_exceeded FROM traces WHERE trace_id = @trace", ("@trace", traceId));
        var limitExceeded = find.ExecuteScalar() is long and not 0;
        return new StoredTrace(TraceAssembler.Assemble(traceId, documents), documents, limitExceeded);
    }

    private static List<JsonElement> Documents(SqliteConnection connection, string traceId)
    {
        var documents = new List<JsonElement>();
        using var select = connection.Command("SELECT body FROM documents WHERE trace_id = @trace ORDER BY sequence", ("@trace", traceId));
        using var row = select.ExecuteReader();
        while (row.Read())
        {
            if (SegmentDocument.ParseBody(row.GetFieldValue<byte[]>(0)) is { } document)
            {
                documents.Add(document);
            }
        }

        return documents;
    }
}
