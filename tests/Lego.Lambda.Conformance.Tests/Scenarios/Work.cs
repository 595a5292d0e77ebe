namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>Own work of a function, like the peer's of the same name.</summary>
internal static class Work
{
    /// <summary>A traced piece of work that takes long enough for the order of two to be seen.</summary>
    public static Task Traced(string name, Func<Subsegment, Task> work) => TraceCalls.TraceWork(name, async subsegment =>
    {
        try
        {
            await work(subsegment);
        }
        finally
        {
            Tick();
        }
    });

    public static Task Traced(string name, Action<Subsegment>? work = null) => Traced(name, subsegment =>
    {
        work?.Invoke(subsegment);
        return Task.CompletedTask;
    });

    /// <summary>Waits for the clock to move on by what a document can show.</summary>
    public static void Tick()
    {
        var start = TimeProvider.System.GetUtcNow();
        SpinWait.SpinUntil(() => TimeProvider.System.GetUtcNow() - start > TimeSpan.FromMicroseconds(2));
    }
}
