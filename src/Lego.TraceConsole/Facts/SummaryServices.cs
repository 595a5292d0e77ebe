using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Facts;

/// <summary>The services of a trace, each once, and what a summary says of them by their position.</summary>
internal sealed class SummaryServices
{
    private readonly TraceFacts _facts;
    private readonly Dictionary<(string Name, string? Type, string? AccountId), int> _positions = [];
    private readonly List<ServiceNode> _nodes = [];

    public SummaryServices(TraceFacts facts)
    {
        _facts = facts;
        foreach (var service in facts.Visits.Select(visit => visit.Service))
        {
            if (_positions.TryAdd((service.Name, service.Type, service.AccountId), _nodes.Count))
            {
                _nodes.Add(service);
            }
        }
    }

    public IReadOnlyList<ServiceNode> Nodes => _nodes;

    public int? EntryPoint => _facts.EntryPoint is { } entry ? PositionOf(entry) : null;

    public IReadOnlyList<SummaryUser> Users() =>
    [
        .. _facts.Users.Select(user => new SummaryUser(
            user, [.. _facts.Visits.Where(visit => visit.User == user).Select(PositionOf).Distinct()])),
    ];

    /// <summary>Each key and value once.</summary>
    public IReadOnlyList<Annotation> Annotations()
    {
        var found = new Dictionary<(string Key, string Text), (Annotation Annotation, List<int> Services)>();
        foreach (var node in _facts.Trace.Nodes)
        {
            foreach (var annotation in node.Entity.Annotations)
            {
                if (!found.TryGetValue((annotation.Key, annotation.Text), out var entry))
                {
                    entry = (annotation, []);
                    found.Add((annotation.Key, annotation.Text), entry);
                }

                if (node.Segment is { } segment && PositionOf(ServiceNodes.Of(segment)!) is var position && !entry.Services.Contains(position))
                {
                    entry.Services.Add(position);
                }
            }
        }

        return [.. found.Values.Select(entry => entry.Annotation with { ServiceIndexes = entry.Services })];
    }

    private int PositionOf(ServiceVisit visit) => PositionOf(visit.Service);

    private int PositionOf(ServiceNode service) => _positions[(service.Name, service.Type, service.AccountId)];
}
