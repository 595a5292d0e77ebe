using System.Text;

namespace Lego.TraceConsole.Components.Map;

/// <summary>The line of an edge as the data of an SVG path, and where numbers have room on it.</summary>
internal sealed record EdgePath(string Data, (double X, double Y) NearSource, (double X, double Y) Middle, (double X, double Y) NearTarget)
{
    private const double Aside = 44;
    private const double Arrow = 4;

    /// <param name="places">Middles of the left edges of the boxes, from the source to the target.</param>
    public static EdgePath Of(IReadOnlyList<(double X, double Y)> places)
    {
        var (source, target) = (places[0], places[^1]);
        if (source == target)
        {
            var (x, y) = (source.X + MapNode.Width, source.Y);
            var loop = $"M{N(x)} {N(y - 8)}c40 -24 40 40 0 16";
            return new EdgePath(loop, (x + Aside, y), (x + Aside, y), (x + Aside, y));
        }

        var isForward = target.X > source.X;
        var data = new StringBuilder();
        var from = isForward ? (X: source.X + MapNode.Width, source.Y) : source;
        data.Append("M" + Point(from));
        for (var index = 1; index < places.Count; index++)
        {
            var isLast = index == places.Count - 1;
            var to = (X: isForward ? places[index].X - (isLast ? Arrow : 0) : places[index].X + MapNode.Width + (isLast ? Arrow : 0), places[index].Y);
            var middle = (from.X + to.X) / 2;
            data.Append($"C{N(middle)} {N(from.Y)} {N(middle)} {N(to.Y)} {Point(to)}");
            from = to;
            if (!isLast)
            {
                // Straight through a layer that it only passes.
                from = (isForward ? places[index].X + MapNode.Width : places[index].X, places[index].Y);
                data.Append("L" + Point(from));
            }
        }

        var side = isForward ? 1 : -1;
        var start = (isForward ? source.X + MapNode.Width : source.X, source.Y);
        var before = places[^2];
        var lastStart = isForward ? before.X + MapNode.Width : before.X;
        return new EdgePath(
            data.ToString(), (start.Item1 + (side * Aside), start.Y), ((lastStart + from.X) / 2, (before.Y + target.Y) / 2),
            (from.X - (side * Aside), target.Y));
    }

    private static string Point((double X, double Y) point) => $"{N(point.X)} {N(point.Y)}";

    private static string N(double value) => Display.Number(value);
}
