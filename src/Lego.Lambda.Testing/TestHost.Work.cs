using Lego.Lambda.Runtime;

namespace Lego.Lambda.Testing;

/// <content>Invocations without a handler of one's own, for code that a handler calls: a store, a client.</content>
public sealed partial class TestHost
{
    /// <summary>Name of the root subsegment of work that is run without a handler.</summary>
    public const string WorkName = "work";

    /// <summary>Runs work as a handler would: its traced calls are subsegments below the root <c>work</c>.</summary>
    /// <param name="work">The work.</param>
    /// <param name="context">What Lambda says of the invocation; null for a new, sampled request with 30 seconds left.</param>
    /// <exception cref="Exception">What the work threw, unchanged.</exception>
    public Task<TestRun<T>> InvokeAsync<T>(Func<HandlerContext, CancellationToken, Task<T>> work, TestLambdaContext? context = null) =>
        InvokeAsync(new Work<T>(Options, work), null, context);

    /// <inheritdoc cref="InvokeAsync{T}(Func{HandlerContext, CancellationToken, Task{T}}, TestLambdaContext)"/>
    public async Task<TestRun> InvokeAsync(Func<HandlerContext, CancellationToken, Task> work, TestLambdaContext? context = null) =>
        await InvokeAsync(WithoutResult(work), context).ConfigureAwait(false);

    /// <summary>Runs work that is to throw.</summary>
    /// <param name="work">The work.</param>
    /// <param name="context">What Lambda says of the invocation; null for a new, sampled request with 30 seconds left.</param>
    /// <exception cref="AssertionFailedException">The work did not throw.</exception>
    public Task<FailedRun> InvokeFailingAsync(Func<HandlerContext, CancellationToken, Task> work, TestLambdaContext? context = null) =>
        InvokeFailingAsync(new Work<object?>(Options, WithoutResult(work)), null, context);

    private static Func<HandlerContext, CancellationToken, Task<object?>> WithoutResult(Func<HandlerContext, CancellationToken, Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return async (context, cancellationToken) =>
        {
            await work(context, cancellationToken).ConfigureAwait(false);
            return null;
        };
    }

    private sealed class Work<T>(HandlerOptions options, Func<HandlerContext, CancellationToken, Task<T>> work)
        : TracedHandler<object?, T>(WorkName, options)
    {
        protected override Task<T> HandleAsync(object? request, HandlerContext context, CancellationToken cancellationToken) =>
            work(context, cancellationToken);
    }
}
