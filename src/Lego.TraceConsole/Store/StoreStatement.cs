using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Lego.TraceConsole.Store;

/// <summary>
/// A statement of the writer, prepared once and run many times. Values are bound in the order of the question marks and go to SQLite as they
/// are; the provider's commands make several objects for each run, which is most of the cost of small rows.
/// </summary>
internal sealed class StoreStatement : IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _position;

    public StoreStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public StoreStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_position, value));
        return this;
    }

    public StoreStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    public StoreStatement Bind(double value)
    {
        Check(raw.sqlite3_bind_double(_statement, ++_position, value));
        return this;
    }

    public StoreStatement Bind(double? value) => value is { } number ? Bind(number) : BindNull();

    public StoreStatement Bind(bool value) => Bind(value ? 1L : 0L);

    public StoreStatement Bind(bool? value) => value is { } flag ? Bind(flag) : BindNull();

    public StoreStatement Bind(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Check(value is null ? raw.sqlite3_bind_null(_statement, ++_position) : raw.sqlite3_bind_text(_statement, ++_position, value));
            return this;
        }

        // Bound by its length: a text may have a zero in it.
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[OnStack];
        Check(raw.sqlite3_bind_text(_statement, ++_position, buffer[..Encoding.UTF8.GetBytes(value, buffer)]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return this;
    }

    public StoreStatement Bind(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_position, value));
        return this;
    }

    /// <summary>Runs a statement that gives no rows; gives the number of rows that it changed.</summary>
    public int Run()
    {
        while (Step())
        {
        }

        return raw.sqlite3_changes(_database);
    }

    /// <summary>The key of the row that the last insert of this connection made.</summary>
    public long LastKey() => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>
    /// Moves to the next row. False when there is none: the statement is ready for its next run then. Whoever stops earlier resets it.
    /// </summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        Reset();
        Check(code == raw.SQLITE_DONE ? raw.SQLITE_OK : code);
        return false;
    }

    /// <summary>Makes the statement ready for its next run, also after a value that could not be bound.</summary>
    public void Reset()
    {
        // What it returns is the error of the last step once more.
        _ = raw.sqlite3_reset(_statement);
        _position = 0;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public bool Flag(int column) => Int64(column) != 0;

    public double Double(int column) => raw.sqlite3_column_double(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private StoreStatement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_position));
        return this;
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), code, raw.sqlite3_extended_errcode(_database));
        }
    }
}
