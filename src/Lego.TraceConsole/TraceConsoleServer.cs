using System.Net;
using System.Net.Sockets;
using Lego.TraceConsole.Api;
using Lego.TraceConsole.Components;
using Lego.TraceConsole.Daemon;
using Lego.TraceConsole.Ingest;
using Lego.TraceConsole.Store;
using Lego.TraceConsole.XRayApi;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Lego.TraceConsole;

/// <summary>The trace console: an X-Ray daemon stand-in on UDP and TCP, a store for what it hears and pages to read it.</summary>
public sealed class TraceConsoleServer : IAsyncDisposable
{
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan LastDocumentsPatience = TimeSpan.FromSeconds(1);

    private readonly StoreFile _file;
    private readonly IngestQueue _queue;
    private readonly DaemonListener _daemon;
    private readonly Socket _calls;
    private readonly ILoggerFactory _logging;
    private readonly IngestWorker _worker;
    private readonly Task _working;
    private readonly ITimer _pruning;
    private WebApplication? _application;

    private TraceConsoleServer(
        TraceConsoleOptions options, StoreFile file, IngestQueue queue, (DaemonListener Documents, Socket Calls) daemon,
        IngestCounters counters)
    {
        Counters = counters;
        _logging = LoggerFactory.Create(builder => options.ConfigureLogging?.Invoke(builder));
        _file = file;
        _queue = queue;
        (_daemon, _calls) = daemon;
        Intake = new SegmentIntake(queue, counters);
        _worker = new IngestWorker(file, queue, counters, options, _logging.CreateLogger<IngestWorker>());
        _working = Task.Factory.StartNew(_worker.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _pruning = options.Clock.CreateTimer(_ => queue.AddPrune(), null, PruneInterval, PruneInterval);
    }

    /// <summary>Address of the pages, for example <c>http://127.0.0.1:5081/</c>.</summary>
    public Uri Endpoint => new(_application!.Urls.First());

    /// <summary>
    /// Where trace documents are taken by UDP in the protocol of the X-Ray daemon, and calls of the X-Ray API by TCP, unsigned or not.
    /// </summary>
    public IPEndPoint Daemon => _daemon.Address;

    internal IngestCounters Counters { get; }

    /// <summary>Datagrams that never reached the console; null where the system does not tell.</summary>
    internal long? LostDatagrams => _daemon.Lost;

    /// <summary>Takes documents that do not come by UDP.</summary>
    internal SegmentIntake Intake { get; }

    /// <summary>Starts listening. A port in use ends in an <see cref="IOException"/> that names it.</summary>
    public static async Task<TraceConsoleServer> StartAsync(TraceConsoleOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var counters = new IngestCounters();
        var queue = new IngestQueue(counters, options.Clock);
        var daemon = await DaemonPorts.OpenAsync(options.DaemonPort, queue, counters);
        TraceConsoleServer? server = null;
        try
        {
            var file = StoreFile.Open(options.DataFolder, options.Clock);
            server = new TraceConsoleServer(options, file, queue, daemon, counters);
            await server.StartPagesAsync(options, cancellationToken);
            return server;
        }
        catch
        {
            await (server?.DisposeAsync() ?? daemon.Documents.DisposeAsync());
            daemon.Calls.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Keeps one line of the functions' output: a JSON log line or any text. Never blocks and never throws on its content.
    /// </summary>
    public void AcceptLogLine(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        // Embedded metrics share the output with the log lines, and are none.
        if (!line.StartsWith("{\"_aws\"", StringComparison.Ordinal))
        {
            _queue.AddLogLine(line);
        }
    }

    /// <summary>Completes when everything sent before the call, documents and log lines, can be seen on the pages.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        await _daemon.DrainAsync(cancellationToken);
        await _queue.FlushAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        await _pruning.DisposeAsync();
        await TakeLastDocumentsAsync();
        await _daemon.DisposeAsync();
        _queue.Close();
        await _working;
        _worker.Dispose();
        _file.Close();
        _logging.Dispose();
    }

    private async Task StartPagesAsync(TraceConsoleOptions options, CancellationToken cancellationToken)
    {
        // The empty builder reads no settings and hooks no signals: what hosts the console keeps both.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        options.ConfigureLogging?.Invoke(builder.Logging);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.HttpPort);
            kestrel.Listen(Daemon);
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endpoint =>
            endpoint.Equals(Daemon) ? _calls : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddSingleton(this).AddSingleton(Counters).AddSingleton(Intake).AddSingleton(options.Clock)
            .AddSingleton(new TraceStore(_file)).AddSingleton(new TraceSearch(_file))
            .AddSingleton(new ServiceGraphReader(_file)).AddSingleton(new ServiceStatisticsReader(_file))
            .AddSingleton(new KnownNamesReader(_file)).AddSingleton(new TraceCountsReader(_file));
        builder.Services.AddXRayApi(_file, options.Clock);
        builder.Services.AddConsolePages();
        _application = builder.Build();
        _application.MapConsolePages();
        _application.MapConsoleApi();
        _application.MapXRayApi();
        _application.MapFilterApi();
        try
        {
            await _application.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw PortUnavailableException.For("TCP", options.HttpPort, "the pages", exception);
        }
        catch (SocketException exception)
        {
            throw PortUnavailableException.For("TCP", options.HttpPort, "the pages", exception);
        }
    }

    private async Task TakeLastDocumentsAsync()
    {
        using var patience = new CancellationTokenSource(LastDocumentsPatience);
        try
        {
            await _daemon.DrainAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // So much is still coming in that the socket never runs empty; what was taken up to here is kept.
        }
    }
}
