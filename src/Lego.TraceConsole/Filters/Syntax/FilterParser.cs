using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>
/// Reads a filter expression by recursive descent with one token of look-ahead. OR binds weaker than AND, which may be left out; an
/// exclamation mark binds strongest.
/// </summary>
internal sealed partial class FilterParser
{
    private readonly string _text;
    private readonly FilterLexer _lexer;
    private FilterToken _token;
    private int _depth;

    private FilterParser(string text)
    {
        _text = text;
        _lexer = new FilterLexer(text);
    }

    /// <summary>What could stand where reading came to the end of the text.</summary>
    public FilterOffers Offers { get; private set; }

    /// <summary>Where reading stopped.</summary>
    public FilterPlaces Place { get; private set; } = FilterPlaces.Trace;

    /// <summary>True when the text was read to its end, whether or not something is missing there.</summary>
    public bool IsAtEnd => _token.Kind == TokenKind.End;

    public static FilterExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > FilterExpression.MaxLength)
        {
            throw FilterErrors.TooLong(text);
        }

        return new FilterParser(text).ParseAll();
    }

    /// <summary>Reads as far as it gets, for whoever wants to know what can follow. Null when there is an error before the end.</summary>
    public static FilterParser? Explore(string text)
    {
        var parser = new FilterParser(text);
        try
        {
            parser.ParseAll();
        }
        catch (FilterException exception) when (exception.Error.Offset == text.Length && parser.IsAtEnd)
        {
            return parser;
        }
        catch (FilterException)
        {
            return null;
        }

        return parser;
    }

    private FilterExpression ParseAll()
    {
        for (var index = 0; index < _text.Length; index++)
        {
            if (char.IsSurrogatePair(_text, index))
            {
                index++;
            }
            else if (char.IsSurrogate(_text[index]))
            {
                throw FilterErrors.HalfPair(index);
            }
        }

        Advance();
        var expression = ParseOr(after: null);
        return _token.Kind == TokenKind.End ? expression : throw Expected("AND, OR, another condition or the end");
    }

    private FilterExpression ParseOr(string? after)
    {
        var terms = new List<FilterExpression> { ParseAnd(after) };
        while (_token.IsWord(FilterOperators.Or))
        {
            Advance();
            terms.Add(ParseAnd(FilterOperators.Or));
        }

        return OrExpression.Of(terms);
    }

    private FilterExpression ParseAnd(string? after)
    {
        var terms = new List<FilterExpression> { ParseUnary(after) };
        while (true)
        {
            Offers |= FilterOffers.Join;
            if (_token.IsWord(FilterOperators.And))
            {
                Advance();
                terms.Add(ParseUnary(FilterOperators.And));
            }
            else if (_token.Kind is TokenKind.Not or TokenKind.OpenParenthesis
                || (_token.Kind == TokenKind.Word && !_token.IsWord(FilterOperators.Or)))
            {
                terms.Add(ParseUnary(after: null));
            }
            else
            {
                Offers |= FilterOffers.Term;
                return AndExpression.Of(terms);
            }
        }
    }

    private FilterExpression ParseUnary(string? after)
    {
        Offers |= FilterOffers.Term;
        switch (_token.Kind)
        {
            case TokenKind.Word:
                return ParseTerm(after);
            case TokenKind.Not:
                Enter();
                var inner = ParseUnary("!");
                _depth--;
                return new NotExpression(inner);
            case TokenKind.OpenParenthesis:
                var opening = Enter();
                var expression = ParseOr("(");
                Close(TokenKind.CloseParenthesis, ")", opening);
                _depth--;
                return expression;
            default:
                throw Expected("a condition", after);
        }
    }

    private FilterToken Advance()
    {
        var taken = _token;
        Offers = FilterOffers.None;
        _token = _lexer.Next();
        return taken;
    }

    private FilterToken Enter()
    {
        if (++_depth > FilterExpression.MaxDepth)
        {
            throw FilterErrors.TooDeep(_token);
        }

        return Advance();
    }

    private void Close(TokenKind kind, string closing, FilterToken opening)
    {
        if (_token.Kind != kind)
        {
            throw Expected(FormattableString.Invariant($"`{closing}` for the `{opening.Value}` at character {opening.Offset + 1}"));
        }

        Advance();
    }

    private FilterToken Take(TokenKind kind, string expected, string after) =>
        _token.Kind == kind ? Advance() : throw Expected(expected, after);

    private FilterException Expected(string expected, string? after = null)
    {
        var found = FilterErrors.Show(_text, _token);
        var place = after is null ? expected : $"{expected} after `{after}`";
        return FilterErrors.At(_token.Offset, _token.Length, found, expected, $"expected {place}, found {found}");
    }
}
