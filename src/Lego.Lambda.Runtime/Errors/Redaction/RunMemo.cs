namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>
/// A stretch of text that was looked at already. Without it a hostile text could make every position look through
/// the same stretch again, and the work would grow with the square of the length.
/// </summary>
internal struct RunMemo
{
    private int _start;
    private int _end;

    /// <summary>The end of the known stretch when <paramref name="position"/> lies in it.</summary>
    public readonly bool TryGetEnd(int position, out int end)
    {
        end = _end;
        return position >= _start && position < _end;
    }

    /// <summary>Remembers a stretch.</summary>
    public void Set(int start, int end)
    {
        _start = start;
        _end = end;
    }
}
