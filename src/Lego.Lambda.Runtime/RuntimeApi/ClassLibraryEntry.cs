using System.Buffers;
using System.Runtime.InteropServices;
using Amazon.Lambda.Core;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>
/// Lets a managed runtime, instead of <see cref="RuntimeLoop"/>, call an <see cref="IInvocationHandler"/>: for class-library deployment of
/// what else is an executable. Derive a public class with a parameterless constructor; its handler string is
/// <c>Assembly::Namespace.Type::InvokeAsync</c>.
/// </summary>
/// <remarks>
/// <para>Events and answers pass as streams, so no <c>LambdaSerializer</c> is needed. A <see cref="TracedHandler{TRequest, TResponse}"/> with a
/// parameterless constructor is a class-library handler by itself, and does need one.</para>
/// <para>The object is created once per environment; what its constructor does, and throws, belongs to the init phase.
/// Source: AWS Lambda developer guide, "Define Lambda function handler in C#".</para>
/// </remarks>
public abstract class ClassLibraryEntry
{
    private readonly IInvocationHandler _handler;

    /// <summary>Creates the entry.</summary>
    /// <param name="handler">What serves the events; for one function a <see cref="TypedInvocationHandler{TRequest, TResponse}"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    protected ClassLibraryEntry(IInvocationHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handler = handler;
    }

    /// <summary>Serves one event: the method that the handler string names.</summary>
    /// <param name="input">The event, JSON.</param>
    /// <param name="context">Lambda's context, which the function gets as it is.</param>
    /// <returns>The answer, JSON.</returns>
    /// <exception cref="Exception">What the function threw, unchanged.</exception>
    public async Task<Stream> InvokeAsync(Stream input, ILambdaContext context)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        using var content = new MemoryStream();
        await input.CopyToAsync(content).ConfigureAwait(false);
        var invocation = new Invocation
        {
            Event = content.GetBuffer().AsMemory(0, (int)content.Length),
            RequestId = context.AwsRequestId,
            Deadline = TimeProvider.System.GetUtcNow() + context.RemainingTime,
            InvokedFunctionArn = context.InvokedFunctionArn,
            TraceHeader = string.IsNullOrEmpty(context.TraceId) ? null : context.TraceId,
            TenantId = string.IsNullOrEmpty(context.TenantId) ? null : context.TenantId,
            Context = context,
        };
        var answer = new ArrayBufferWriter<byte>();
        await _handler.HandleAsync(invocation, answer, CancellationToken.None).ConfigureAwait(false);
        return MemoryMarshal.TryGetArray(answer.WrittenMemory, out var bytes) && bytes.Array is not null
            ? new MemoryStream(bytes.Array, bytes.Offset, bytes.Count, writable: false)
            : Stream.Null;
    }
}
