using System.Net;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>Between init and the first poll under SnapStart: hooks, the snapshot, and hooks again in each copy that is restored.</summary>
internal sealed class SnapshotPhase(RuntimeApiClient client, RuntimeLoopOptions options, ILogger logger)
{
    /// <summary>The exit code of the process; null when it may go on.</summary>
    public async Task<int?> RunAsync(CancellationToken stopping, CancellationToken forced)
    {
        if (await RunAsync(options.Snapshot.RunBeforeSnapshotAsync).ConfigureAwait(false) is { } before)
            return Report("init error", before, () => client.SendInitError(ErrorReport.OfBeforeSnapshot(before, options.Redact), forced));
        // The wait blocks, and it is not the caller's thread that shall.
        if (await Task.Run(() => WaitForRestore(stopping), CancellationToken.None).ConfigureAwait(false) is { } exitCode)
            return exitCode;
        if (await RunAsync(options.Snapshot.RunAfterRestoreAsync).ConfigureAwait(false) is { } after)
            return Report("restore error", after, () => client.SendRestoreError(ErrorReport.OfAfterRestore(after, options.Redact), forced));
        return null;
    }

    private static async ValueTask<Exception?> RunAsync(Func<ValueTask> hooks)
    {
        try
        {
            await hooks().ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Whatever a hook throws has to reach the Runtime API.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return exception;
        }
    }

    private int? WaitForRestore(CancellationToken stopping)
    {
        try
        {
            var status = client.Restored(stopping);
            if (status == HttpStatusCode.OK)
                return null;
            logger.RestoreFailed((int)status, null);
            return status == HttpStatusCode.InternalServerError ? RuntimeExitCodes.EnvironmentBroken : RuntimeExitCodes.RuntimeApiUnreachable;
        }
        catch (OperationCanceledException)
        {
            return RuntimeExitCodes.Stopped;
        }
        catch (IOException exception)
        {
            logger.RestoreFailed(0, exception);
            return RuntimeExitCodes.RuntimeApiUnreachable;
        }
    }

    private int Report(string answer, Exception exception, Func<HttpStatusCode> send)
    {
        logger.SnapshotHookFailed(exception);
        try
        {
            var status = send();
            if ((int)status is < 200 or > 299)
                logger.AnswerRefused(answer, (int)status);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            logger.AnswerLost(answer, failure);
        }

        return RuntimeExitCodes.SnapshotFailed;
    }
}
