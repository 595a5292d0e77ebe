namespace Lego.Lambda.Runtime.Errors.Redaction;

/// <summary>A set of characters that is looked for by a plain loop.</summary>
/// <remarks>
/// .NET's <see cref="System.Buffers.SearchValues{T}"/> is faster in texts of thousands of characters, but its code depends on the widest
/// registers of the machine, so that it is never compiled ahead: a process that starts would wait for the compiler at its first text.
/// </remarks>
internal sealed class CharTable
{
    private const int AsciiLength = 128;

    private readonly bool[] _ascii = new bool[AsciiLength];
    private readonly string _others = "";

    public CharTable(string members)
    {
        foreach (var member in members)
        {
            if (member < AsciiLength)
            {
                _ascii[member] = true;
            }
            else
            {
                _others += member;
            }
        }
    }

    public bool Contains(char c)
    {
        var ascii = _ascii;
        return c < ascii.Length ? ascii[c] : _others.Length > 0 && _others.Contains(c, StringComparison.Ordinal);
    }

    /// <summary>Where the first character of the set stands; -1 when there is none.</summary>
    public int IndexIn(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Where the first character stands that is not of the set; -1 when all are.</summary>
    public int IndexOfOther(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Contains(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether the text has no other characters.</summary>
    public bool HoldsAllOf(ReadOnlySpan<char> text) => IndexOfOther(text) < 0;
}
