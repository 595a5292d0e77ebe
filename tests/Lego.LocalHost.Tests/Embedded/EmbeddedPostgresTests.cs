using System.Diagnostics;
using Lego.LocalHost.Embedded;
using Npgsql;

namespace Lego.LocalHost.Tests.Embedded;

[Parallelizable]
[CancelAfter(60_000)]
public sealed class EmbeddedPostgresTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Data_and_endpoint_survive_stop_and_start(CancellationToken cancellationToken)
    {
        await using var postgres = Create();
        await postgres.StartAsync(cancellationToken);
        var endpoint = postgres.Endpoint;
        await ExecuteAsync(postgres, "create table kept (n integer); insert into kept values (42)", cancellationToken);

        await postgres.StopAsync(cancellationToken);
        var whileStopped = postgres.IsRunning;
        Assert.That(async () => await ExecuteAsync(postgres, "select 1", cancellationToken), Throws.InstanceOf<NpgsqlException>());
        await postgres.StartAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(whileStopped, Is.False);
            Assert.That(postgres.Endpoint, Is.EqualTo(endpoint));
            Assert.That(await ExecuteAsync(postgres, "select n from kept", cancellationToken), Is.EqualTo(42));
        }
    }

    [Test]
    public async Task A_pid_file_of_a_process_that_is_gone_does_not_block_the_next_start(CancellationToken cancellationToken)
    {
        await using (var first = Create())
        {
            await first.StartAsync(cancellationToken);
        }

        using var gone = Process.Start(new ProcessStartInfo("true"))!;
        await gone.WaitForExitAsync(cancellationToken);
        await File.WriteAllTextAsync(PidFile, $"{gone.Id}\n{_folder["postgres/cluster"]}\n", cancellationToken);

        await using var second = Create();
        await second.StartAsync(cancellationToken);

        Assert.That(second.IsRunning, Is.True);
    }

    [Test]
    public async Task A_server_left_over_by_a_killed_host_is_stopped_first(CancellationToken cancellationToken)
    {
        await using var left = Create();
        await left.StartAsync(cancellationToken);
        using var leftProcess = Process.GetProcessById(left.ProcessId!.Value);

        await using var next = Create();
        await next.StartAsync(cancellationToken);
        await leftProcess.WaitForExitAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(left.IsRunning, Is.False);
            Assert.That(await ExecuteAsync(next, "select 1", cancellationToken), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_stranger_with_the_number_in_the_pid_file_is_left_alone(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder["postgres/cluster"]);
        using var stranger = Process.Start(new ProcessStartInfo("sleep", "60"))!;
        await File.WriteAllTextAsync(PidFile, $"{stranger.Id}\n", cancellationToken);

        PostgresLeftover.Stop(_folder["postgres/cluster"], TimeSpan.FromSeconds(5));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(stranger.HasExited, Is.False);
            Assert.That(File.Exists(PidFile), Is.False);
        }

        stranger.Kill();
        await stranger.WaitForExitAsync(cancellationToken);
    }

    [Test]
    public async Task A_wrong_password_is_refused(CancellationToken cancellationToken)
    {
        await using var postgres = Create();
        await postgres.StartAsync(cancellationToken);
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);

        Assert.That(async () => await connection.OpenAsync(cancellationToken), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("28P01"));
    }

    private string PidFile => _folder["postgres/cluster/postmaster.pid"];

    private EmbeddedPostgres Create() => new(new EmbeddedPostgresOptions { DataFolder = _folder["postgres"], Durable = false });

    private static async Task<object?> ExecuteAsync(EmbeddedPostgres postgres, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
