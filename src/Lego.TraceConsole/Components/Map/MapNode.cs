namespace Lego.TraceConsole.Components.Map;

/// <summary>
/// A service on the map; X and Y are the middle of its left edge. A client has no figures: nothing is known of it but its calls.
/// </summary>
public sealed record MapNode(
    string Name, string TypeText, string Sign, string KindCss, string Href, CallFigures? Figures, double X, double Y)
{
    public const double Width = 190;
    public const double Height = 42;

    private const int MaxShown = 23;

    public string ShownName => Name.Length <= MaxShown ? Name : Name[..(char.IsHighSurrogate(Name[MaxShown - 2]) ? MaxShown - 2 : MaxShown - 1)] + "…";
}
