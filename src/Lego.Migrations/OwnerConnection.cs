using System.Data.Common;
using Npgsql;

namespace Lego.Migrations;

/// <summary>How the owner of the database connects: to the server itself, since a session that changes a schema is of no use to a proxy.</summary>
internal static class OwnerConnection
{
    // A migration may rewrite a table; the invocation's deadline is the limit.
    private const int CommandSeconds = 900;

    /// <summary>
    /// The connection string. User, password and, where the secret has it, the server come from the secret, the rest from the settings.
    /// </summary>
    /// <exception cref="InvalidOperationException">Something that a connection needs is in neither.</exception>
    public static string Create(string settings, DatabaseSecret? secret)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = settings };
        var connection = new NpgsqlConnectionStringBuilder(settings) { Pooling = false, ApplicationName = "lego-migrations" };
        if (connection.CommandTimeout == new NpgsqlConnectionStringBuilder().CommandTimeout)
        {
            connection.CommandTimeout = CommandSeconds;
        }

        if (secret is null)
        {
            return connection.ConnectionString;
        }

        connection.Username = secret.Username;
        connection.Password = secret.Password;
        connection.Host = secret.Host ?? connection.Host;
        connection.Port = secret.Port ?? connection.Port;
        connection.Database = secret.Dbname ?? connection.Database;
        if (!given.ContainsKey("SSL Mode") && !given.ContainsKey("SslMode"))
        {
            // The certificate of a server of RDS is signed by an authority of RDS, which no machine knows by itself; see docs/connections.md.
            connection.SslMode = SslMode.Require;
        }

        foreach (var (name, value) in new[] { ("username", secret.Username), ("password", secret.Password), ("host", connection.Host) })
        {
            if (string.IsNullOrEmpty(value))
            {
                throw new InvalidOperationException(
                    $"The secret of LEGO_DATABASE_SECRET has no {name}" + (name == "host" ? ", and LEGO_DATABASE names no Host either." : "."));
            }
        }

        return connection.ConnectionString;
    }
}
