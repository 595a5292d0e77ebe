using System.Buffers;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.ClassLibrary;

/// <summary>Answers with the event and who asked; throws on an empty one.</summary>
public sealed class EchoEntry() : ClassLibraryEntry(new DelegateHandler(static (invocation, response, _) =>
{
    if (invocation.Event.IsEmpty)
    {
        throw new InvalidOperationException("Nothing was asked.");
    }

    response.Write(invocation.Event.Span);
    response.Write(System.Text.Encoding.UTF8.GetBytes($" {invocation.RequestId} {invocation.TraceHeader} {invocation.Context.FunctionName}"));
    return ValueTask.CompletedTask;
}));
