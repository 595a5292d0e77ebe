using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime;

/// <summary>A failed invocation.</summary>
/// <param name="Exception">What the handler threw; never goes into an answer.</param>
/// <param name="Error">What the caller may know of it.</param>
public sealed record HandlerFailure(Exception Exception, ClientError Error);
