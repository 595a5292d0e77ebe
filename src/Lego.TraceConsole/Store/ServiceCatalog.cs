using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>The services that the store knows.</summary>
internal static class ServiceCatalog
{
    public static GraphService Read(SqliteConnection connection, long id)
    {
        using var find = new StoreStatement(connection, "SELECT name, type, account_id, inferred FROM services WHERE id = ?");
        var service = find.Bind(id).Step()
            ? new GraphService(id, find.Text(0), NullIfEmpty(find.Text(1)), NullIfEmpty(find.Text(2)), find.Flag(3))
            : new GraphService(id, "(unknown)", null, null, Inferred: true);
        find.Reset();
        return service;
    }

    /// <summary>Keys of the services with this name and, where they are given, this type and account.</summary>
    public static IReadOnlyList<long> Find(SqliteConnection connection, string name, string? type = null, string? accountId = null)
    {
        using var find = connection.Command(
            """
            SELECT id FROM services
            WHERE name = @name AND (@type IS NULL OR type = @type) AND (@account IS NULL OR account_id = @account) ORDER BY id
            """,
            ("@name", name), ("@type", type), ("@account", accountId));
        using var row = find.ExecuteReader();
        var ids = new List<long>();
        while (row.Read())
        {
            ids.Add(row.GetInt64(0));
        }

        return ids;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
