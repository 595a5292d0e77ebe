using Lego.Functions.Shared;
using Microsoft.Extensions.Logging;

namespace Lego.Functions;

/// <summary>
/// The connections that a function's row in the catalog asks for, opened side by side before its first invocation: in the init phase the
/// processor is at full speed, whatever the memory of the function.
/// </summary>
/// <param name="services">Makes the clients.</param>
/// <param name="dependencies">What the function calls; database and cache are opened.</param>
/// <param name="budget">Longest that opening takes; null for a second.</param>
internal sealed class InitConnections(AppServices services, Dependencies dependencies, TimeSpan? budget = null)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = services.Options.LoggerFactory.CreateLogger(nameof(InitConnections));

    /// <summary>Never fails: a server that does not answer in time is logged, and is tried again by the first request that needs it.</summary>
    public Task OpenAsync(CancellationToken cancellationToken) => Task.WhenAll(
        OpenOneAsync(Dependencies.Database, "init:database", token => services.Database.OpenAsync(token), cancellationToken),
        OpenOneAsync(Dependencies.Cache, "init:cache", token => services.Cache.OpenAsync(token), cancellationToken));

    /// <summary>Ends them, as before a snapshot, which no server would know again.</summary>
    public async ValueTask CloseAsync()
    {
        if (dependencies.HasFlag(Dependencies.Database))
        {
            services.Database.Close();
        }

        if (dependencies.HasFlag(Dependencies.Cache))
        {
            await services.Cache.CloseAsync();
        }
    }

    // On a thread of the pool each: what they load and compile until they first wait is most of their work.
    private Task OpenOneAsync(Dependencies dependency, string operation, Func<CancellationToken, Task> open, CancellationToken cancellationToken) =>
        dependencies.HasFlag(dependency)
            ? BestEffort.RunAsync(_logger, operation, () => Task.Run(() => OpenInTimeAsync(open, cancellationToken), cancellationToken))
            : Task.CompletedTask;

    private async Task OpenInTimeAsync(Func<CancellationToken, Task> open, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(budget ?? Budget, services.Options.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        // Not every client looks at the token all the time.
        await open(both.Token).WaitAsync(both.Token);
    }
}
