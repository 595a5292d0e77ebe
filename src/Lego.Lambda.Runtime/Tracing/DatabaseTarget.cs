namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// A database as the service map shows it: a node <c>database@host</c> of type <c>Database::SQL</c>. Holds nothing secret.
/// Source of the members: AWS X-Ray developer guide, "SQL queries" of the segment document.
/// </summary>
public sealed record DatabaseTarget
{
    /// <summary>Name of the node, by convention <c>database@host</c>.</summary>
    public required string Name { get; init; }

    /// <summary>URL without credentials, for example <c>postgresql://db.internal:5432/lego</c>.</summary>
    public string? Url { get; init; }

    /// <summary>Kind of database, for example <c>PostgreSQL</c>.</summary>
    public string? DatabaseType { get; init; }

    /// <summary>Server version, when known.</summary>
    public string? DatabaseVersion { get; init; }

    /// <summary>Version of the driver, when known.</summary>
    public string? DriverVersion { get; init; }

    /// <summary>Database user.</summary>
    public string? User { get; init; }

    /// <summary>Describes the PostgreSQL database that an Npgsql connection string points at; the password is not kept.</summary>
    /// <param name="connectionString">Keyword and value pairs: Host (or Server), Port, Database, Username (or User Id).</param>
    /// <exception cref="ArgumentException">The text is not a connection string.</exception>
    public static DatabaseTarget FromPostgres(string connectionString)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        var values = ConnectionText.Read(connectionString);
        var host = Value(values, "Host", "Server") ?? "localhost";
        var port = Value(values, "Port") ?? "5432";
        var database = Value(values, "Database", "DB") ?? "postgres";
        return new DatabaseTarget
        {
            Name = $"{database}@{host}",
            Url = $"postgresql://{host}:{port}/{database}",
            DatabaseType = "PostgreSQL",
            User = Value(values, "Username", "User Id", "User ID", "User Name", "UID"),
        };
    }

    private static string? Value(Dictionary<string, string> values, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }
}
