using System.Net;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The answer to one poll; the invocation's event lies in the body until that is disposed.</summary>
internal readonly record struct PollResult(HttpStatusCode Status, Invocation? Invocation, PooledBuffer? Body);
