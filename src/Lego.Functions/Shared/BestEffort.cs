using Microsoft.Extensions.Logging;

namespace Lego.Functions.Shared;

/// <summary>Runs what must not fail a request: cache, index writes, cleaning up. Failures are logged.</summary>
internal static partial class BestEffort
{
    /// <returns>True when the work succeeded.</returns>
    public static async Task<bool> RunAsync(ILogger logger, string operation, Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
#pragma warning disable CA1031 // Whatever goes wrong here, the request has done what it was asked for.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(logger, exception, operation, exception.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed without consequence for the request")]
    private static partial void Failed(ILogger logger, Exception exception, string operation, string errorType);
}
