namespace Lego.TraceConsole.Store;

/// <summary>What the writer has to know of a trace while documents come in.</summary>
internal sealed class TraceRow(long key)
{
    public long Key { get; } = key;

    public long Bytes { get; set; }

    public bool LimitExceeded { get; set; }

    public bool IsChanged { get; set; }
}
