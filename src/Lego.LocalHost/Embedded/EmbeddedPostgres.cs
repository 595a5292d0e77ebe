using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Lego.LocalHost.Hosting;
using Lego.LocalHost.Processes;
using Npgsql;

namespace Lego.LocalHost.Embedded;

/// <summary>A private PostgreSQL: the real programs of this machine on a data folder of our own, reachable on 127.0.0.1 with a generated password.</summary>
public sealed class EmbeddedPostgres : IEmbeddedServer
{
    private const string Owner = "lego";
    private const string Database = "lego";
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(15);

    private readonly EmbeddedPostgresOptions _options;
    private readonly string _folder;
    private readonly string _cluster;
    private readonly int _port;
    private readonly PostgresBinaries _binaries;
    private readonly PostgresAccount _account;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Process? _process;
    private PostgresLog? _log;

    public EmbeddedPostgres(EmbeddedPostgresOptions options)
    {
        _options = options;
        _folder = Path.GetFullPath(options.DataFolder);
        _cluster = Path.Combine(_folder, "cluster");
        _binaries = PostgresBinaries.Find();
        _account = PostgresAccount.For(_folder, _binaries);
        PostgresLeftover.Stop(_cluster, StopTimeout);
        _port = Ports.Claim("postgres", options.Port);
    }

    public string Name => "postgres";

    public string Endpoint => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Process id of the server while it runs.</summary>
    public int? ProcessId => IsRunning ? _process!.Id : null;

    /// <summary>Npgsql connection string of the application's database.</summary>
    public string ConnectionString => ConnectionStringTo(Database);

    private string PasswordFile => Path.Combine(_folder, "password");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (IsRunning)
            {
                return;
            }

            PostgresLeftover.Stop(_cluster, StopTimeout);
            Ports.Claim(Name, _port);
            await PrepareAsync(cancellationToken);
            await LaunchAsync();
            await WaitUntilReadyAsync(cancellationToken);
            await CreateDatabaseAsync(cancellationToken);
        }
        catch
        {
            await StopCoreAsync();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await StopCoreAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _gate.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        if (File.Exists(Path.Combine(_cluster, "PG_VERSION")))
        {
            await _account.TakeOverAsync(_folder, cancellationToken);
            return;
        }

        // An initdb that was cut short leaves a folder that the next one would refuse.
        if (Directory.Exists(_cluster))
        {
            Directory.Delete(_cluster, recursive: true);
        }

        await PrivateFile.WriteAsync(PasswordFile, RandomNumberGenerator.GetHexString(32, lowercase: true), cancellationToken);
        await _account.TakeOverAsync(_folder, cancellationToken);
        string[] initDb =
        [
            _binaries.InitDb, "-D", _cluster, "-U", Owner, $"--pwfile={PasswordFile}", "-A", "scram-sha-256", "-E", "UTF8",
            OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C", _options.Durable ? "--data-checksums" : "--no-sync",
        ];
        var (exitCode, output) = await ChildProcess.RunAsync(_account.Command(initDb), cancellationToken);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"initdb could not make a database cluster in {_cluster}: {output.Trim()}");
        }
    }

    private async Task LaunchAsync()
    {
        var flush = _options.Durable ? "on" : "off";
        string[] server =
        [
            _binaries.Server, "-D", _cluster, "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "unix_socket_directories=", "-c", $"fsync={flush}", "-c", $"synchronous_commit={flush}", "-c", $"full_page_writes={flush}",
            "-c", "log_destination=stderr", "-c", "logging_collector=off",
        ];
        _process = new Process { StartInfo = ChildProcess.StartInfo(_account.Command(server)) };
        await ChildProcess.StartAsync(_process);
        _log = new PostgresLog(_process, Path.Combine(_folder, "postgres.log"));
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL ended while starting: {_log!.Tail}");
            }

            try
            {
                await using var connection = new NpgsqlConnection(ConnectionStringTo("postgres") + ";Pooling=false");
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (exception is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow })
            {
                if (Stopwatch.GetElapsedTime(started) > _options.StartTimeout)
                {
                    throw new TimeoutException($"PostgreSQL did not accept connections within {_options.StartTimeout.TotalSeconds} s: {_log!.Tail}", exception);
                }

                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringTo("postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand($"select 1 from pg_database where datname = '{Database}'", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database {Database}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task StopCoreAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            ChildProcess.Signal(_process.Id, ChildProcess.Interrupt);
            using var patience = new CancellationTokenSource(StopTimeout);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _log?.Dispose();
        _process.Dispose();
        _process = null;
    }

    private string ConnectionStringTo(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = Owner,
        Password = File.Exists(PasswordFile) ? File.ReadAllText(PasswordFile) : null,
        Database = database,
        Timeout = 5,
    }.ConnectionString;
}
