using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Components;

/// <summary>The rows of a trace, its time scale and where its time went.</summary>
public sealed class WaterfallView
{
    /// <summary>Up to so many rows come with their details.</summary>
    public const int MaxCompleteRows = 500;

    private const int MaxDepth = 24;
    private const double TicksWanted = 6;

    private static readonly int[] RoundSteps = [1, 2, 5, 10];

    private readonly Trace _trace;
    private readonly TimeShares _shares;

    public WaterfallView(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _trace = trace;
        _shares = TimeShares.Of(trace);
        var slowest = _shares.Slowest;
        Rows = [.. trace.Nodes.Where(node => !trace.TargetIds.Contains(node.Entity.Id)).Select(node => RowOf(node, node == slowest))];
        Ticks = TicksOf(trace.Duration);
        Shares = _shares.ByKind();
    }

    public IReadOnlyList<WaterfallRow> Rows { get; }

    /// <summary>Seconds since the start of the trace.</summary>
    public IReadOnlyList<double> Ticks { get; }

    public IReadOnlyList<(NodeKind Kind, double Seconds)> Shares { get; }

    private WaterfallRow RowOf(TraceNode node, bool isSlowest)
    {
        var end = node.Entity.InProgress ? _trace.End : node.Entity.End ?? node.Entity.Start;
        var seconds = Math.Max(0, end - node.Entity.Start);
        return new WaterfallRow(
            node, Math.Min(node.Depth, MaxDepth), Part(node.Entity.Start - _trace.Start), Part(seconds), seconds, _shares.OwnOf(node),
            isSlowest && _trace.Nodes.Count > 2);
    }

    private double Part(double seconds) => _trace.Duration <= 0 ? 0 : Math.Clamp(seconds / _trace.Duration, 0, 1);

    private static List<double> TicksOf(double duration)
    {
        if (duration <= 0)
        {
            return [0];
        }

        var rough = duration / TicksWanted;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.Select(factor => factor * power).First(candidate => candidate >= rough * 0.999);
        return [.. Enumerable.Range(0, 1 + (int)Math.Floor(duration / step)).Select(index => index * step)];
    }
}
