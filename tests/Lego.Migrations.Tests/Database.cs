using Npgsql;

namespace Lego.Migrations.Tests;

/// <summary>A database as its tests look at it.</summary>
internal sealed class Database(string connectionString)
{
    public async Task RunAsync(string sql) => await ReadAsync(sql);

    /// <summary>The first column of all rows, as text.</summary>
    public async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetValue(0).ToString()!);
        }

        return rows;
    }
}
