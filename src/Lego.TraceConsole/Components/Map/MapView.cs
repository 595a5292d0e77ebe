using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Components.Map;

/// <summary>The service map of a time range, laid out.</summary>
public sealed class MapView
{
    /// <summary>More boxes than this nobody reads; those with the most calls stay.</summary>
    public const int MaxServices = 250;

    private const double Margin = 12;
    private const double LayerWidth = MapNode.Width + 108;
    private const double RowHeight = MapNode.Height + 12;
    private const int CrowdedEdges = 24;

    // A fan of so many lines is as dense where it begins; the only line into a service says what the service says itself.
    private const int Fan = 8;

    private readonly LayeredLayout _layout;

    private MapView(TimeRange range, int hidden, IReadOnlyList<GraphService> services, IReadOnlyList<GraphEdge> edges)
    {
        Range = range;
        Hidden = hidden;
        var index = services.Select((service, position) => (service.Id, position)).ToDictionary(pair => pair.Id, pair => pair.position);
        _layout = LayeredLayout.Of(services.Count, [.. edges.Select(edge => (index[edge.Source.Id], index[edge.Target.Id]))]);
        Nodes = [.. services.Select(NodeOf).OrderBy(node => node.X).ThenBy(node => node.Y)];
        var incoming = edges.CountBy(edge => edge.Target.Id).ToDictionary();
        var outgoing = edges.CountBy(edge => edge.Source.Id).ToDictionary();
        Edges =
        [
            .. edges.Select((edge, position) => EdgeOf(
                edge, _layout.RouteOf(position), incoming[edge.Target.Id], outgoing[edge.Source.Id], edges.Count > CrowdedEdges)),
        ];
    }

    public TimeRange Range { get; }

    /// <summary>Services left out because there are too many.</summary>
    public int Hidden { get; }

    public IReadOnlyList<MapNode> Nodes { get; }

    public IReadOnlyList<MapEdge> Edges { get; }

    public double Width => (Margin * 2) + (Math.Max(0, _layout.LayerCount - 1) * LayerWidth) + MapNode.Width;

    public double Height => (Margin * 2) + (_layout.RowCount * RowHeight);

    internal static MapView Of(ServiceGraph graph, TimeRange range)
    {
        var services = graph.Services
            .OrderByDescending(service => service.IsClient ? long.MaxValue : service.Statistics.Visits).ThenBy(service => service.Id)
            .Take(MaxServices).OrderBy(service => service.Id).ToList();
        var shown = services.Select(service => service.Id).ToHashSet();
        var edges = graph.Edges.Where(edge => shown.Contains(edge.Source.Id) && shown.Contains(edge.Target.Id)).ToList();
        return new MapView(range, graph.Services.Count - services.Count, services, edges);
    }

    private MapNode NodeOf(GraphService service, int position)
    {
        var (layer, row) = _layout.Node(position);
        var (sign, kind, text) = ServiceSigns.Of(service.Name, service.Type);
        return new MapNode(
            service.Name, text, sign, KindNames.Css(kind), TraceLinks.Of(TraceLinks.Filter(service), Range),
            service.IsClient ? null : CallFigures.Of(service.Statistics, Range.Seconds), XOf(layer), YOf(row));
    }

    private MapEdge EdgeOf(GraphEdge edge, IReadOnlyList<(int Layer, double Row)> route, int incoming, int outgoing, bool isCrowded)
    {
        var path = EdgePath.Of([.. route.Select(place => (XOf(place.Layer), YOf(place.Row)))]);
        var (x, y) = incoming == 1 && outgoing == 1 ? path.Middle : incoming == 1 ? path.NearTarget : outgoing == 1 ? path.NearSource : path.Middle;
        return new MapEdge(
            edge.Source.Name, edge.Target.Name, TraceLinks.Of(TraceLinks.Filter(edge), Range),
            CallFigures.Of(edge.Statistics, Range.Seconds), path.Data, x, y,
            isCrowded && ((incoming > 1 && outgoing > 1) || Math.Max(incoming, outgoing) > Fan));
    }

    private static double XOf(int layer) => Margin + (layer * LayerWidth);

    private static double YOf(double row) => Margin + (RowHeight / 2) + (row * RowHeight);
}
