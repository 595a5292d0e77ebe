using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>A transaction and its connection, which end together: without a commit everything is undone.</summary>
internal sealed class OpenTransaction : IAsyncDisposable
{
    private OpenTransaction(NpgsqlConnection connection, NpgsqlTransaction begun) => (Connection, Begun) = (connection, begun);

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Begun { get; }

    /// <summary>Begins a transaction on an open connection, which is closed when that fails.</summary>
    public static async Task<OpenTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return new OpenTransaction(connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Begun.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
