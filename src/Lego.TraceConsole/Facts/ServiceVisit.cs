using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Facts;

/// <summary>A trace passed a node of the service map: a segment that was sent, or a call that a node is inferred from.</summary>
internal sealed class ServiceVisit(Trace trace, TraceNode node, ServiceNode service) : NodeFacts(trace, node)
{
    public ServiceNode Service { get; } = service;

    public string Name => Service.Name;

    public string? Type => Service.Type;

    public string? AccountId => Service.AccountId;

    public bool Inferred => Service.Inferred;

    /// <summary>Stands first in the trace.</summary>
    public bool First { get; init; }

    /// <summary>Stands last in the trace.</summary>
    public bool Last { get; internal set; }

    /// <summary>A downstream service that is neither traced nor part of AWS.</summary>
    public bool Remote => Node.Entity is { IsSegment: false, Namespace: "remote" };

    /// <summary>A segment that nothing in the trace called.</summary>
    public bool Root => Node is { Parent: null, Entity.IsSegment: true };
}
