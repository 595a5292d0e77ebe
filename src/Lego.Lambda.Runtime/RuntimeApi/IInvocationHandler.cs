using System.Buffers;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>Answers invocations; one object serves all of them, several at a time when the process polls in parallel.</summary>
public interface IInvocationHandler
{
    /// <summary>Handles one invocation and writes the response document into <paramref name="response"/>.</summary>
    /// <param name="invocation">The event and its headers; the event bytes are valid until the returned task completes.</param>
    /// <param name="response">Takes the response bytes; must not be used once the returned task completed.</param>
    /// <param name="cancellationToken">Fires when the process is told to stop. It does not fire at the invocation's deadline.</param>
    /// <remarks>What it throws is reported as the invocation's error; nothing of the response is then sent.</remarks>
    ValueTask HandleAsync(Invocation invocation, IBufferWriter<byte> response, CancellationToken cancellationToken);
}
