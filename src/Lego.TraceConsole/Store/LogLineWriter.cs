using Lego.TraceConsole.Model;
using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

internal sealed class LogLineWriter(SqliteConnection connection) : IDisposable
{
    private readonly StoreStatement _insert = new(
        connection,
        "INSERT INTO log_lines (trace_id, request_id, time, level, function, received, line) VALUES (?, ?, ?, ?, ?, ?, ?)");

    public void Add(LogLine line, double now) => _insert
        .Bind(line.TraceId).Bind(line.RequestId).Bind(line.Time).Bind(line.Level).Bind(line.Function).Bind(now).Bind(line.Raw).Run();

    public void Dispose() => _insert.Dispose();
}
