namespace Lego.TraceConsole.Store;

internal sealed record ServiceGraph(IReadOnlyList<GraphService> Services, IReadOnlyList<GraphEdge> Edges);
