using System.Runtime.CompilerServices;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>From statuses and exceptions to outcomes. Source: AWS X-Ray developer guide, "Errors and exceptions".</summary>
internal static class Outcomes
{
    internal static Outcome OfStatus(int status) => status switch
    {
        429 => Outcome.Error | Outcome.Throttle,
        >= 500 => Outcome.Fault,
        >= 400 => Outcome.Error,
        _ => Outcome.Ok,
    };

    internal static Outcome OfException(Exception exception) =>
        exception is HandlerException known ? OfStatus(known.StatusCode) : OfUnknown(exception);

    // Apart, since to ask for this type loads its library.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Outcome OfUnknown(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => OfStatus((int)status) is var outcome and not Outcome.Ok ? outcome : Outcome.Fault,
        _ => Outcome.Fault,
    };
}
