using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Propagation;

/// <summary>
/// The header that an invocation hands on of which nothing is recorded. .NET asks for headers only where there is a current activity, so
/// there is one, which no source has created and nobody listens to. Where nothing is handed on to anybody, there is none.
/// </summary>
internal sealed class UnrecordedContext
{
    private const string Property = "lego.unrecorded";

    private UnrecordedContext(in TraceHeader header, IReadOnlyList<string> hosts)
    {
        Header = header;
        Hosts = hosts;
    }

    internal TraceHeader Header { get; }

    internal IReadOnlyList<string> Hosts { get; }

    internal static UnrecordedContext? Of(Activity activity) => activity.GetCustomProperty(Property) as UnrecordedContext;

    /// <summary>Makes the header that of the calling code, up to the end of the async method that calls this.</summary>
    internal static void Enter(in TraceHeader header, IReadOnlyList<string> hosts)
    {
        var carrier = new Activity("unrecorded");
        carrier.SetParentId(
            header.TraceId,
            header.ParentId,
            header.Sampled == SampleDecision.Sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);
        carrier.SetCustomProperty(Property, new UnrecordedContext(header, hosts));
        carrier.Start();
    }

    /// <summary>
    /// The same where nothing is traced at all: whoever is called hangs under our caller, and decides as it would have without us. Where
    /// something else traces, it hands on itself.
    /// </summary>
    internal static void EnterUnchanged(ParsedHeader? header, IReadOnlyList<string> hosts)
    {
        if (header is { } incoming && hosts.Count > 0 && Activity.Current is null)
        {
            Enter(incoming.ToHeader(), hosts);
        }
    }
}
