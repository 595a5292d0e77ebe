using System.Net;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The answer to one poll. The invocation's event lies in the client's memory until the client is used again.</summary>
internal readonly record struct PollResult(HttpStatusCode Status, Invocation? Invocation);
