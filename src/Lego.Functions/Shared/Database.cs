using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>PostgreSQL: connections, tracing, retries and the way from a driver error to one of ours.</summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly DatabaseConnections _connections;
    private readonly Retry _retry;

    public Database(AppSettings settings, HandlerOptions options, Func<double> random)
    {
        _connections = new DatabaseConnections(settings, options.Clock);
        _retry = new Retry(RetryRule.Database, IsRetryable, options, random);
    }

    /// <summary>The first row, or null.</summary>
    public Task<T?> FindAsync<T>(Statement statement, Func<NpgsqlConnection, Task<T?>> query, CancellationToken cancellationToken)
        where T : class =>
        RunAsync(statement, query, row => row is null ? 0 : 1, cancellationToken);

    /// <summary>All rows.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(
        Statement statement, Func<NpgsqlConnection, Task<IEnumerable<T>>> query, CancellationToken cancellationToken) =>
        RunAsync(statement, connection => ToListAsync(query(connection)), rows => rows.Count, cancellationToken);

    /// <summary>Number of rows that were changed.</summary>
    public Task<int> ExecuteAsync(Statement statement, Func<NpgsqlConnection, Task<int>> command, CancellationToken cancellationToken) =>
        RunAsync(statement, command, rows => rows, cancellationToken);

    /// <summary>Several statements in one round trip. All of them happen or none: they are one implicit transaction.</summary>
    /// <param name="statement">Its text has the statements, separated by semicolons.</param>
    /// <param name="values">The values of its parameters, by name; each may be used by several of the statements.</param>
    /// <param name="read">Reads the answers. It comes too late to undo anything: what depends on a condition has it in its own text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<T> BatchAsync<T>(
        Statement statement, IReadOnlyList<(string Name, object? Value)> values, Func<ResultSets, Task<T>> read, CancellationToken cancellationToken)
    {
        var (result, _) = await RunAsync(
            statement, connection => ResultSets.ReadAsync(connection, statement.Sql, values, read, cancellationToken), answer => answer.Rows, cancellationToken);
        return result;
    }

    /// <summary>Several statements that all happen or none. Tried again as a whole, so the work may run more than once.</summary>
    /// <param name="name">For example <c>moc.delete</c>.</param>
    /// <param name="work">The statements; when it throws, everything is undone.</param>
    /// <param name="cancellationToken">Gives up and undoes everything.</param>
    public Task<T> TransactionAsync<T>(string name, Func<Transaction, Task<T>> work, CancellationToken cancellationToken)
    {
        var begin = new Statement(name + ".begin", "", DatabaseOperation.Transaction, "begin");
        var commit = new Statement(name + ".commit", "", DatabaseOperation.Transaction, "commit");
        return RunAsync(
            name,
            token => TraceCalls.TraceWork("transaction:" + name, async _ =>
            {
                var transaction = await begin.TraceAsync(
                    async () => await OpenTransaction.BeginAsync(await _connections.OpenAsync(token), token), _ => 0);
                try
                {
                    var result = await work(new Transaction(transaction.Connection));
                    await commit.TraceAsync(
                        () => WriteAsync(async () =>
                        {
                            await transaction.Begun.CommitAsync(token);
                            return true;
                        }),
                        _ => 0);
                    return result;
                }
                finally
                {
                    await CloseAsync(transaction);
                }
            }),
            cancellationToken);
    }

    /// <summary>Opens a connection into the pool, so that the first request need not wait for it. One try.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _connections.OpenAsync(cancellationToken);
    }

    /// <summary>Closes what the pool holds; the next statement opens another.</summary>
    public void Close() => _connections.Clear();

    /// <summary>One try and no mapping: answers whether the server is there.</summary>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        const string Sql = "select 1";
        await new Statement("health.ping", "", DatabaseOperation.Select, Sql).TraceAsync(
            async () =>
            {
                await using var connection = await _connections.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand(Sql, connection);
                return await command.ExecuteScalarAsync(cancellationToken);
            },
            _ => 1);
    }

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    /// <summary>True for the violation of a unique index, the one database error that callers tell apart.</summary>
    public static bool IsDuplicate(PostgresException exception) => exception.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>True when a row was to point at one that is gone, as happens when somebody deletes it meanwhile.</summary>
    public static bool IsMissingReference(DatabaseException exception) => exception.SqlState == PostgresErrorCodes.ForeignKeyViolation;

    internal static async Task<IReadOnlyList<T>> ToListAsync<T>(Task<IEnumerable<T>> rows) => [.. await rows];

    private Task<T> RunAsync<T>(
        Statement statement, Func<NpgsqlConnection, Task<T>> execute, Func<T, long> countRows, CancellationToken cancellationToken) =>
        RunAsync(
            statement.Name,
            token => statement.TraceAsync(
                async () =>
                {
                    // Inside the trace: waiting for a connection, or not getting one, is part of the call.
                    var connection = await _connections.OpenAsync(token);
                    try
                    {
                        return await WriteAsync(() => execute(connection));
                    }
                    finally
                    {
                        await CloseAsync(connection);
                    }
                },
                countRows),
            cancellationToken);

    private async Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        // Of several attempts any may have been the one that happened.
        var isUnknown = false;
        try
        {
            return await _retry.RunAsync(
                "db:" + operation,
                async token =>
                {
                    try
                    {
                        return await attempt(token);
                    }
                    catch (Exception exception)
                    {
                        isUnknown |= WriteOutcome.IsUnknown(exception);
                        throw;
                    }
                },
                cancellationToken);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException known || !IsDuplicate(known))
        {
            var mapped = new DatabaseException(exception.SqlState, exception);
            Mark(mapped, isUnknown);
            throw mapped;
        }
        catch (Exception exception)
        {
            Mark(exception, isUnknown);
            throw;
        }

        static void Mark(Exception exception, bool isUnknown)
        {
            if (isUnknown)
            {
                WriteOutcome.SetUnknown(exception);
            }
        }
    }

    /// <summary>Gives a connection back. That a garbled answer left it in no known state must not hide what the statement itself ended with.</summary>
    private async Task CloseAsync(IAsyncDisposable open)
    {
        try
        {
            await open.DisposeAsync();
        }
        catch (InvalidOperationException)
        {
            _connections.Replace();
        }
    }

    /// <summary>Runs what may write. What the server itself refused did not happen; of everything else nobody knows.</summary>
    private async Task<T> WriteAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException and not PostgresException)
        {
            WriteOutcome.SetUnknown(exception);
            throw;
        }
        catch (Exception exception) when (exception is not PostgresException)
        {
            // Nobody knows what the connection is still going to say: it must not come back from the pool.
            _connections.Clear();
            var failure = DatabaseConnections.Unreadable(exception);
            WriteOutcome.SetUnknown(failure);
            throw failure;
        }
    }

    private static bool IsRetryable(Exception exception) => exception switch
    {
        PostgresException known => DatabaseException.IsTransient(known.SqlState),
        NpgsqlException { InnerException: TimeoutException or IOException or System.Net.Sockets.SocketException } => true,
        NpgsqlException unknown => unknown.IsTransient,
        _ => false,
    };
}
