using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Npgsql;

namespace Lego.Migrations;

/// <summary>Brings a database to the newest schema. The files of <c>db/migrations</c> are built into this assembly and applied once each, in order.</summary>
public static class Schema
{
    /// <summary>The table in which DbUp writes down what it has applied.</summary>
    internal const string Journal = "schemaversions";

    private const string ResourcePrefix = "migrations/";

    // Any number that nothing else in this database locks.
    private const long Lock = 0x4C45474F;

    // Not for ever: an invocation that was cut off keeps its session, and with it the lock, until the server gives it up.
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(1);

    /// <summary>Applies what is missing. Of several callers at a time one works and the others wait.</summary>
    /// <param name="connectionString">Npgsql connection string of the owner.</param>
    /// <returns>The names of the files that were applied.</returns>
    /// <exception cref="InvalidOperationException">
    /// A file failed; it left nothing behind, and those before it stay applied. Or another caller has been at work for a minute.
    /// </exception>
    public static IReadOnlyList<string> Apply(string connectionString) => Apply(connectionString, Scripts()).Applied;

    /// <summary>The files of <c>db/migrations</c>.</summary>
    internal static IReadOnlyList<SqlScript> Scripts()
    {
        var assembly = typeof(Schema).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Select(name => SqlScript.FromStream(name, assembly.GetManifestResourceStream(name)!)),
        ];
    }

    /// <summary>Applies those of some files that are missing, and tells the newest that is applied now, such as <c>0005</c>.</summary>
    internal static (IReadOnlyList<string> Applied, string? Version) Apply(
        string connectionString, IEnumerable<SqlScript> scripts, TimeSpan? patience = null)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        TakeLock(connection, patience ?? LockPatience);
        try
        {
            var upgrader = DeployChanges.To
                .PostgresqlDatabase(connectionString)
                .WithScripts(scripts)
                .WithTransactionPerScript()
                .WithVariablesDisabled()
                .LogTo(new NoOpUpgradeLog())
                .Build();
            var result = upgrader.PerformUpgrade();
            if (!result.Successful)
            {
                throw new InvalidOperationException(
                    $"Migration {(result.ErrorScript is { } script ? FileName(script.Name) : "of the database")} failed: {result.Error.Message}", result.Error);
            }

            var newest = upgrader.GetExecutedScripts().Select(FileName).Max(StringComparer.Ordinal);
            return ([.. result.Scripts.Select(script => FileName(script.Name))], newest?.Split('_')[0]);
        }
        finally
        {
            Execute(connection, $"select pg_advisory_unlock({Lock})");
        }
    }

    private static void TakeLock(NpgsqlConnection connection, TimeSpan patience)
    {
        try
        {
            Execute(connection, $"set lock_timeout = {(long)patience.TotalMilliseconds}; select pg_advisory_lock({Lock})");
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new InvalidOperationException("Another migration of this database is at work; try again when it has ended.", exception);
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string FileName(string script) =>
        script.StartsWith(ResourcePrefix, StringComparison.Ordinal) ? script[ResourcePrefix.Length..] : script;
}
