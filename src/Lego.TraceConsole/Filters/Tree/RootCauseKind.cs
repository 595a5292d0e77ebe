namespace Lego.TraceConsole.Filters.Tree;

/// <summary>What a root cause explains.</summary>
internal enum RootCauseKind
{
    Fault,
    Error,
    ResponseTime,
}
