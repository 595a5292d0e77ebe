using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Reads what a client of a message broker does. Source: OpenTelemetry semantic conventions, "Messaging spans".</summary>
internal static class MessagingConvention
{
    /// <summary>The call, or null where the activity is none.</summary>
    internal static DependencyCall? Describe(Activity activity)
    {
        if (activity.Text("messaging.system") is not { } system)
        {
            return null;
        }

        var broker = activity.Text("server.address", "net.peer.name") ?? system;
        // The template stands for names that hold ids; a destination that was made for one request has no name worth a node.
        var destination = activity.Text("messaging.destination.template")
            ?? (activity.GetTagItem("messaging.destination.temporary") is true || activity.GetTagItem("messaging.destination.anonymous") is true
                ? null
                : activity.Text("messaging.destination.name"));
        return new DependencyCall
        {
            Kind = DependencyKind.Other,
            Name = destination is null ? broker : $"{destination}@{broker}",
        };
    }
}
