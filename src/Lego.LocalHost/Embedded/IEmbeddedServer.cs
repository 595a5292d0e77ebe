namespace Lego.LocalHost.Embedded;

/// <summary>A server that the local host runs for the functions and that can be stopped and started while they run.</summary>
public interface IEmbeddedServer : IAsyncDisposable
{
    /// <summary>Short name shown to people: <c>postgres</c>, <c>redis</c>, <c>s3</c>, <c>opensearch</c>, <c>userpool</c>.</summary>
    string Name { get; }

    /// <summary>What a client connects to (URL or host:port). Stays the same over stop and start.</summary>
    string Endpoint { get; }

    bool IsRunning { get; }

    /// <summary>Starts listening; does nothing when already running.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops listening and drops open connections; data is kept. Does nothing when stopped.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
