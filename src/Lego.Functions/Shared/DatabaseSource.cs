using System.Data.Common;
using Npgsql;

namespace Lego.Functions.Shared;

/// <summary>From the settings to connections: what the connection string leaves open, and whose password opens them.</summary>
internal static class DatabaseSource
{
    public static NpgsqlDataSource Create(AppSettings settings, TimeProvider clock)
    {
        var connection = Connection(settings);
        var builder = new NpgsqlSlimDataSourceBuilder(connection.ConnectionString).EnableTransportSecurity();
        if (settings.DatabaseAuth == DatabaseAuth.Iam)
        {
            UseTokens(builder, connection, settings, clock);
        }

        return builder.Build();
    }

    // Apart, since it names the AWS SDK, which a password does not need.
    private static void UseTokens(
        NpgsqlSlimDataSourceBuilder builder, NpgsqlConnectionStringBuilder connection, AppSettings settings, TimeProvider clock)
    {
        var signer = new AwsSigner(DatabaseToken.Service, settings.Region, settings.Keys, clock);
        var token = new DatabaseToken(signer, connection.Host!, connection.Port, connection.Username!, clock);
        // Asked when a connection is opened, not by a timer: in a frozen process a timer lets its token run out.
        builder.UsePasswordProvider(
            _ => throw new NotSupportedException("Connections are opened asynchronously."),
            (_, cancellationToken) => token.GetAsync(cancellationToken));
    }

    /// <summary>Says what is wrong with the connection string before it is used.</summary>
    /// <inheritdoc cref="Connection"/>
    public static void Check(AppSettings settings) => Connection(settings);

    /// <summary>
    /// The connection string with what functions need. Between them and the database stands RDS Proxy, which hands a connection to the
    /// next client after each transaction, but no longer once a client has changed the state of its session ("pinning"). So nothing
    /// here may set a session up or clean it up: no reset (<c>DISCARD ALL</c>), no prepared statements by name (Npgsql makes none unless
    /// <c>Max Auto Prepare</c> is given), and neither <c>Search Path</c>, <c>Timezone</c> nor <c>Options</c> of our own. Each process
    /// has one connection for each invocation it serves, so its own pool costs the proxy nothing, and multiplexing would gain nothing.
    /// Source: Amazon RDS User Guide, "Avoiding pinning an RDS Proxy".
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection string does not go with the way to sign in.</exception>
    public static NpgsqlConnectionStringBuilder Connection(AppSettings settings)
    {
        var given = new DbConnectionStringBuilder { ConnectionString = settings.Database };
        var connection = new NpgsqlConnectionStringBuilder(settings.Database);
        SetUnlessGiven("Timeout", () => connection.Timeout = 5);
        SetUnlessGiven("Connection Idle Lifetime", () => connection.ConnectionIdleLifetime = 30);
        SetUnlessGiven("Maximum Pool Size", () => connection.MaxPoolSize = settings.Concurrency);
        SetUnlessGiven("Application Name", () => connection.ApplicationName = "lego-functions");
        SetUnlessGiven("No Reset On Close", () => connection.NoResetOnClose = true);
        if (settings.IsProduction || settings.DatabaseAuth == DatabaseAuth.Iam)
        {
            SetUnlessGiven("SSL Mode", () => connection.SslMode = SslMode.VerifyFull);
        }

        if (settings.DatabaseAuth == DatabaseAuth.Iam)
        {
            // RDS Proxy does not pass on requests to cancel, so to wait for their effect would use up the time for the answer.
            SetUnlessGiven("Cancellation Timeout", () => connection.CancellationTimeout = -1);
            Check(connection);
        }

        return connection;

        void SetUnlessGiven(string keyword, Action set)
        {
            if (!given.ContainsKey(keyword) && !given.ContainsKey(keyword.Replace(" ", "", StringComparison.Ordinal)))
            {
                set();
            }
        }
    }

    private static void Check(NpgsqlConnectionStringBuilder connection)
    {
        const string Rule = "LEGO_DATABASE does not go with LEGO_DATABASE_AUTH=iam: ";
        if (string.IsNullOrEmpty(connection.Host) || connection.Host.Contains(',', StringComparison.Ordinal) || connection.Host.StartsWith('/'))
        {
            throw new InvalidOperationException(Rule + "Host has to name one server, since a token is for one server.");
        }

        if (string.IsNullOrEmpty(connection.Username))
        {
            throw new InvalidOperationException(Rule + "Username is missing; it names the database user, for example lego_app.");
        }

        if (!string.IsNullOrEmpty(connection.Password))
        {
            throw new InvalidOperationException(Rule + "it must not hold a Password, since a token takes its place.");
        }

        if (connection.SslMode is not (SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull))
        {
            throw new InvalidOperationException(
                $"{Rule}SSL Mode is {connection.SslMode}; it must be VerifyFull, VerifyCA or Require, since a token is sent as it is.");
        }
    }
}
