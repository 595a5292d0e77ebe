namespace Lego.TraceConsole.Components.Map;

/// <summary>
/// Calls from one service to another on the map, with the place where their numbers stand. Those of a quiet one are shown only while
/// somebody points at the line: too many lines pass there.
/// </summary>
public sealed record MapEdge(
    string Source, string Target, string Href, CallFigures Figures, string Path, double LabelX, double LabelY, bool IsQuiet)
{
    private const double Thinnest = 1.2;
    private const double Thickest = 4;

    /// <summary>Ten times the calls make the line one point thicker.</summary>
    public double Thickness => Math.Clamp(Thinnest + Math.Log10(1 + Figures.PerMinute), Thinnest, Thickest);
}
