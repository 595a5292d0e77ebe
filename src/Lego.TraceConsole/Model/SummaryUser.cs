namespace Lego.TraceConsole.Model;

/// <summary>
/// A user that segments of the trace name, with the services that name it, as positions in the summary's list of services.
/// </summary>
public sealed record SummaryUser(string Name, IReadOnlyList<int> ServiceIndexes);
