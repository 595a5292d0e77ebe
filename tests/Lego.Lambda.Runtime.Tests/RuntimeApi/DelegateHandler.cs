using System.Buffers;
using System.Text;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.RuntimeApi;

internal sealed class DelegateHandler(Func<Invocation, IBufferWriter<byte>, CancellationToken, ValueTask> handle) : IInvocationHandler
{
    public ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken) =>
        handle(invocation, response, cancellationToken);

    /// <summary>Answers with the text that the function makes of the invocation.</summary>
    public static DelegateHandler Returning(Func<Invocation, string> text) => new((invocation, response, _) =>
    {
        response.Write(Encoding.UTF8.GetBytes(text(invocation)));
        return ValueTask.CompletedTask;
    });
}
