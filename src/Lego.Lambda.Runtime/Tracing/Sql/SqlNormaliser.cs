using System.Buffers;

namespace Lego.Lambda.Runtime.Tracing.Sql;

/// <summary>Writes a statement again with a question mark for each literal, and lists of values as one.</summary>
internal ref struct SqlNormaliser
{
    private const string Literal = "?";
    private const string Rest = "...";

    // A row list deeper than the bits of the mask is written out.
    private const int MaskBits = 64;

    private readonly Span<char> _output;
    private SqlLexer _lexer;
    private int _length;
    private bool _isFull;
    private bool _isAfterLiteral;
    private int _depth;
    private ulong _rows;

    private SqlNormaliser(ReadOnlySpan<char> sql, Span<char> output, ref long work)
    {
        _lexer = new SqlLexer(sql, ref work);
        _output = output;
    }

    /// <summary>The normalised statement, at most <paramref name="limit"/> characters; the same instance when nothing changes.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="limit">Greatest number of characters.</param>
    /// <param name="work">Number of characters that were looked at, counting those that were looked at again.</param>
    public static string Run(string sql, int limit, out long work)
    {
        work = 0;
        var rented = ArrayPool<char>.Shared.Rent(limit);
        var normaliser = new SqlNormaliser(sql, rented.AsSpan(0, limit), ref work);
        normaliser.Run();
        var output = normaliser._output[..normaliser._length];
        var result = output.SequenceEqual(sql) ? sql : output.ToString();

        // Other users of the pool need not see what a statement held.
        output.Clear();
        ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    private void Run()
    {
        while (!_isFull && _lexer.TryRead(out var token))
        {
            switch (token.Kind)
            {
                case SqlTokenKind.Literal:
                    // Literals in a row are one: 'it' 's'.
                    if (!_isAfterLiteral)
                    {
                        Emit(Literal, token.IsSpaced);
                    }

                    break;
                case SqlTokenKind.Word:
                    EmitWord(token);
                    break;
                case SqlTokenKind.Symbol:
                    EmitSymbol(token);
                    break;
                default:
                    Emit(token.Text, token.IsSpaced);
                    break;
            }

            _isAfterLiteral = token.Kind == SqlTokenKind.Literal;
        }
    }

    private void EmitWord(SqlToken word)
    {
        Emit(word.Text, word.IsSpaced);
        if (word.IsWord("in"))
        {
            TryEmitList('(', "(...)", isSpaced: true);
        }
        else if (word.IsWord("array"))
        {
            TryEmitList('[', "[...]", isSpaced: false);
        }
        else if (word.IsWord("values") && _depth < MaskBits)
        {
            var ahead = _lexer;
            if (ahead.TryRead(out var next) && next.IsSymbol('('))
            {
                _lexer = ahead;
                Emit("(", isSpaced: true);
                _rows |= 1UL << _depth++;
            }
        }
    }

    private void EmitSymbol(SqlToken symbol)
    {
        Emit(symbol.Text, symbol.IsSpaced);
        if (symbol.IsSymbol('('))
        {
            _depth++;
        }
        else if (symbol.IsSymbol(')') && _depth > 0)
        {
            _depth--;
            if (_depth < MaskBits && (_rows & (1UL << _depth)) != 0)
            {
                _rows &= ~(1UL << _depth);
                SkipRows();
            }
        }
    }

    /// <summary>The rows behind the first one, whatever they hold.</summary>
    private void SkipRows()
    {
        var hasMore = false;
        for (var ahead = _lexer; SqlList.TrySkipRow(ref ahead); hasMore = true)
        {
            _lexer = ahead;
        }

        if (hasMore)
        {
            Emit(",", isSpaced: false);
            Emit(Rest, isSpaced: true);
        }
    }

    private void TryEmitList(char opening, string shown, bool isSpaced)
    {
        var ahead = _lexer;
        if (SqlList.TrySkipValues(ref ahead, opening))
        {
            _lexer = ahead;
            Emit(shown, isSpaced);
        }
    }

    /// <summary>Writes one part, and the end mark instead where it does not fit.</summary>
    private void Emit(ReadOnlySpan<char> text, bool isSpaced)
    {
        if (_isFull)
        {
            return;
        }

        // The end mark itself must fit behind whatever is written.
        const int EndMark = 4;
        var space = IsSpaceBefore(text, isSpaced) ? 1 : 0;
        if (_length + space + text.Length + EndMark > _output.Length)
        {
            _isFull = true;
            space = IsSpaceBefore(Rest, isSpaced: true) ? 1 : 0;
            text = Rest;
        }

        if (space > 0)
        {
            _output[_length++] = ' ';
        }

        text.CopyTo(_output[_length..]);
        _length += text.Length;
    }

    /// <summary>Lists and parentheses are spaced in one way, everything else as it was.</summary>
    private readonly bool IsSpaceBefore(ReadOnlySpan<char> text, bool isSpaced) =>
        _length > 0
        && text[0] is not (',' or ')' or ']')
        && _output[_length - 1] switch
        {
            ',' => true,
            '(' or '[' => false,
            _ => isSpaced,
        };
}
