namespace Lego.TraceConsole.Filters.Tree;

/// <summary>Which list of a root cause is asked.</summary>
internal enum RootCausePart
{
    Service,
    Entity,
    Exception,
}
