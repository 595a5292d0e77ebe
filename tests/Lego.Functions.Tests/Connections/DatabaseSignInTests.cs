using Lego.Functions.Shared;
using Lego.Lambda.Testing;
using Lego.LocalHost.Embedded;
using Lego.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Lego.Functions.Tests.Connections;

/// <summary>Signing in by IAM to a real server that speaks TLS and knows the token of this moment as the user's password.</summary>
public sealed class DatabaseSignInTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly AwsKeys _keys = new("id", "key", "session");

    private string _folder = "";
    private EmbeddedPostgres _postgres = null!;
    private TestCertificate _certificate = null!;
    private AppSettings _settings = new();

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = Directory.CreateTempSubdirectory("lego-tls-").FullName;
        _certificate = new TestCertificate();
        var authority = Path.Combine(_folder, "authority.pem");
        await File.WriteAllTextAsync(authority, _certificate.AuthorityPem);
        _postgres = new EmbeddedPostgres(new EmbeddedPostgresOptions { DataFolder = Path.Combine(_folder, "postgres"), Durable = false });
        await _postgres.StartAsync(CancellationToken.None);
        var owner = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString);
        _settings = new AppSettings
        {
            Database = $"Host=localhost;Port={owner.Port};Database={owner.Database};Username=lego_app;Root Certificate={authority}",
            DatabaseAuth = DatabaseAuth.Iam,
            Keys = _keys,
        };
        var token = new DatabaseToken(new AwsSigner(DatabaseToken.Service, "us-east-1", _keys, _clock), "localhost", owner.Port, "lego_app", _clock);
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, $"create role lego_app login password '{await token.GetAsync(default)}'");
        await WriteAsync(connection, "server.crt", _certificate.ServerPem);
        await WriteAsync(connection, "server.key", _certificate.KeyPem);
        await ExecuteAsync(connection, "alter system set ssl = on");
        await ExecuteAsync(connection, "select pg_reload_conf()");
        // The server reads its files anew beside this session.
        while (await ExecuteAsync(connection, "select pg_sleep(0.02), current_setting('ssl')") is not "on")
        {
            await connection.CloseAsync();
            await connection.OpenAsync();
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _postgres.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task The_token_opens_a_connection_over_TLS_whose_certificate_is_checked()
    {
        await using var database = Create(_settings);

        var encrypted = await database.FindAsync(
            new Statement("test.tls", "", Lego.Lambda.Runtime.Tracing.DatabaseOperation.Select, ""),
            async connection =>
            {
                await using var command = new NpgsqlCommand("select current_user::text || ' ' || ssl from pg_stat_ssl where pid = pg_backend_pid()", connection);
                return (string?)await command.ExecuteScalarAsync();
            },
            default);

        Assert.That(encrypted, Is.EqualTo("lego_app true"));
    }

    [Test]
    public async Task A_server_of_another_name_gets_no_token()
    {
        await using var database = Create(_settings with { Database = _settings.Database.Replace("localhost", "127.0.0.1", StringComparison.Ordinal) });

        Assert.That(() => database.PingAsync(default), Throws.InstanceOf<NpgsqlException>().With.InnerException.TypeOf<System.Security.Authentication.AuthenticationException>());
    }

    [Test]
    public async Task Another_key_makes_another_token_which_is_refused()
    {
        await using var database = Create(_settings with { Keys = _keys with { Secret = "other" } });

        Assert.That(
            () => database.PingAsync(default),
            Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InvalidPassword).And.Message.Not.Contains("X-Amz"));
    }

    private Database Create(AppSettings settings)
    {
        using var host = new TestHost(_clock);
        return new Database(settings, host.Options, () => 0);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, string file, string pem)
    {
        var text = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(pem));
        await ExecuteAsync(connection, $"copy (select '{text}') to program 'base64 -d > {file} && chmod 600 {file}'");
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? reader.GetValue(reader.FieldCount - 1) : null;
    }
}
