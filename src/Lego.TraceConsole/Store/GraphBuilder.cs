using Microsoft.Data.Sqlite;

namespace Lego.TraceConsole.Store;

/// <summary>Gathers nodes and edges of a graph by the keys of their services.</summary>
internal sealed class GraphBuilder(SqliteConnection connection)
{
    private readonly Dictionary<long, GraphService> _services = [];
    private readonly Dictionary<(long Source, long Target), GraphEdge> _edges = [];

    public GraphService Service(long id)
    {
        if (!_services.TryGetValue(id, out var service))
        {
            _services.Add(id, service = ServiceCatalog.Read(connection, id));
        }

        return service;
    }

    public GraphEdge Edge(long source, long target)
    {
        if (!_edges.TryGetValue((source, target), out var edge))
        {
            _edges.Add((source, target), edge = new GraphEdge(Service(source), Service(target)));
            edge.Target.IsRoot |= edge.Source.IsClient;
        }

        return edge;
    }

    public ServiceGraph Build() => new(
        [.. _services.Values.OrderBy(service => service.Id)],
        [.. _edges.Values.OrderBy(edge => edge.Source.Id).ThenBy(edge => edge.Target.Id)]);
}
