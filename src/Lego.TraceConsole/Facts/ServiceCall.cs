using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Facts;

/// <summary>
/// One call between two services. Times and outcome are those that the caller saw where it wrote them down, the callee's own otherwise.
/// In front of each root stands a client of the root's name.
/// </summary>
internal sealed class ServiceCall(Trace trace, TraceNode node, ServiceNode source, ServiceVisit target) : NodeFacts(trace, node)
{
    /// <summary>Type of the node that stands for whoever called a root.</summary>
    public const string Client = "client";

    public ServiceNode Source { get; } = source;

    public ServiceVisit Target { get; } = target;

    public bool IsFromClient => Target.Root;
}
