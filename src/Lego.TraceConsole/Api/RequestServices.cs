namespace Lego.TraceConsole.Api;

internal static class RequestServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static T Service<T>(this HttpContext context)
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>Whoever sends a request and then looks for its trace finds it; under a flood the page shows what is stored so far.</summary>
    public static async Task SeeAllReceivedAsync(this HttpContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.Service<TraceConsoleServer>().FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Patience is over.
        }
    }
}
