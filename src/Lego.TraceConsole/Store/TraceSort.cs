namespace Lego.TraceConsole.Store;

/// <summary>What a list of traces is in the order of.</summary>
public enum TraceSort
{
    Time,
    Duration,
    Status,
    Function,
}
