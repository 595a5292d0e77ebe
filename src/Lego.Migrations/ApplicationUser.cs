using Npgsql;

namespace Lego.Migrations;

/// <summary>
/// The database user of the functions, on servers where IAM says who may sign in: RDS knows them by the role <c>rds_iam</c>. May read and
/// write rows, and neither make nor change a table. Elsewhere functions connect as the connection string says, and nothing is done.
/// Source: Amazon RDS User Guide, "Creating a database account using IAM authentication".
/// </summary>
internal static class ApplicationUser
{
    public const string Name = "lego_app";

    // Repeatable; tables of new files are among "all tables" by then, so there is nothing to be granted in advance.
    private const string Sql = $"""
        do $$
        begin
            if not exists (select 1 from pg_roles where rolname = '{Name}') then
                create role {Name} login;
            end if;
            execute format('grant connect on database %I to {Name}', current_database());
        end
        $$;
        grant rds_iam to {Name};
        revoke create on schema public from public;
        grant usage on schema public to {Name};
        grant select, insert, update, delete on all tables in schema public to {Name};
        revoke all on {Schema.Journal}, repair_progress from {Name};
        """;

    /// <returns>False where the server knows no IAM.</returns>
    public static async Task<bool> EnsureAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var knowsIam = new NpgsqlCommand("select exists (select 1 from pg_roles where rolname = 'rds_iam')", connection);
        if (await knowsIam.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return false;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var grant = new NpgsqlCommand(Sql, connection, transaction);
        await grant.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
