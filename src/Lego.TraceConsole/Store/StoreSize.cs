using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

internal sealed record StoreSize(long Traces, long Documents, long LogLines, long Bytes)
{
    /// <summary>Bytes of the file that hold something.</summary>
    public static long UsedBytesOf(SqliteConnection connection) =>
        (connection.Scalar("PRAGMA page_count") - connection.Scalar("PRAGMA freelist_count")) * connection.Scalar("PRAGMA page_size");
}
