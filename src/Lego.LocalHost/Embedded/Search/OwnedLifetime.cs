namespace Lego.LocalHost.Embedded.Search;

/// <summary>The server ends when its owner stops it: the usual lifetime would take Ctrl-C and SIGTERM from the process.</summary>
internal sealed class OwnedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
