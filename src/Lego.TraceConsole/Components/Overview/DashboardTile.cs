namespace Lego.TraceConsole.Components.Overview;

/// <summary>A number with a link to the traces behind it.</summary>
public sealed record DashboardTile(string Label, string Value, string? Detail, string Href, string? Css);
