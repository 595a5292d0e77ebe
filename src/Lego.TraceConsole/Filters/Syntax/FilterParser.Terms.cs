using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

internal sealed partial class FilterParser
{
    private FilterExpression ParseTerm(string? after)
    {
        var word = FindWord(after);
        if (!word.Places.HasFlag(Place))
        {
            throw FilterErrors.At(
                _token.Offset, _token.Length, FilterErrors.Show(_text, _token), "a keyword that can be asked here",
                $"`{word.Name}` cannot be asked here, only {PlaceNames.Of(word.Places)}");
        }

        var token = Advance();
        return word.Kind switch
        {
            FilterWordKind.Boolean => ParseBoolean(word),
            FilterWordKind.Number => ParseNumber(word),
            FilterWordKind.Text => ParseText(word),
            FilterWordKind.Annotation => ParseAnnotation(token),
            FilterWordKind.Service => ParseService(),
            FilterWordKind.Edge => ParseEdge(),
            FilterWordKind.GroupName or FilterWordKind.GroupArn => ParseGroup(word),
            FilterWordKind.RootCause => ParseRootCause(word),
            _ => ParseRootCauseJson(word),
        };
    }

    private FilterWord FindWord(string? after)
    {
        if (_token.IsWord(FilterOperators.And) || _token.IsWord(FilterOperators.Or) || FilterOperators.OfWord(_token.Value) is not null)
        {
            throw Expected("a condition", after);
        }

        if (_token.Value.StartsWith(FilterWords.AnnotationPrefix, StringComparison.OrdinalIgnoreCase))
        {
            FilterWords.TryFind(FilterWords.Annotation, out var annotation);
            return annotation!;
        }

        return FilterWords.TryFind(_token.Value, out var word) ? word : throw UnknownWord();
    }

    private FilterException UnknownWord()
    {
        var found = FilterErrors.Show(_text, _token);
        var near = NearestWords.Of(_token.Value, Place);
        var hint = near.Count > 0
            ? $"did you mean {FilterErrors.OneOf([.. near.Select(name => $"`{name}`")])}?"
            : "a condition begins with a keyword such as `fault`, `duration` or `annotation.key`";
        return FilterErrors.At(_token.Offset, _token.Length, found, "a keyword", $"{found} is no keyword; {hint}");
    }

    private BooleanTerm ParseBoolean(FilterWord word)
    {
        Offers |= FilterOffers.BooleanOperator;
        if (_token.Kind != TokenKind.Operator)
        {
            return new BooleanTerm(word.Keyword, true);
        }

        var comparison = TakeOperator(word.Name, FilterOperators.OfBooleans, value => value.IsEquality());
        Offers |= FilterOffers.BooleanValue;
        var value = TakeBoolean() ?? throw Expected("true or false", After(word.Name, comparison));
        return new BooleanTerm(word.Keyword, value == (comparison == FilterOperator.Equal));
    }

    private NumberTerm ParseNumber(FilterWord word)
    {
        Offers |= FilterOffers.NumberOperator;
        var comparison = TakeOperator(word.Name, FilterOperators.OfNumbers, value => !value.IsOfTextsOnly());
        Offers |= FilterOffers.NumberValue;
        var value = Take(TokenKind.Number, "a number", After(word.Name, comparison)).Number;
        return new NumberTerm(word.Keyword, comparison, value);
    }

    private FilterExpression ParseText(FilterWord word)
    {
        Offers |= FilterOffers.TextOperator;
        if (!IsOperator(_token))
        {
            ThrowIfNoTerm(word.Name);
            return new TextPresentTerm(word.Keyword);
        }

        var comparison = TakeOperator(word.Name, FilterOperators.OfTexts, value => value.IsEquality() || value.IsOfTextsOnly());
        Offers |= FilterOffers.TextValue | word.Keyword switch
        {
            FilterKeyword.Name when Place != FilterPlaces.CauseException => FilterOffers.ServiceName,
            FilterKeyword.Type => FilterOffers.ServiceType,
            _ => FilterOffers.None,
        };
        var value = Take(TokenKind.Text, "text in double quotes", After(word.Name, comparison)).Value;
        return new TextTerm(word.Keyword, comparison, value);
    }

    private FilterOperator TakeOperator(string after, IReadOnlyList<string> known, Func<FilterOperator, bool> isKnown)
    {
        if (!IsOperator(_token) || OperatorOf(_token) is not { } value || !isKnown(value))
        {
            throw Expected(FilterErrors.OneOf(known), after);
        }

        Advance();
        return value;
    }

    private bool? TakeBoolean()
    {
        bool? value = _token.IsWord("true") ? true : _token.IsWord("false") ? false : null;
        if (value is not null)
        {
            Advance();
        }

        return value;
    }

    /// <summary>What follows a bare keyword is the next term or meant to be an operator; the latter makes the better message.</summary>
    private void ThrowIfNoTerm(string after)
    {
        var isOther = _token.Kind == TokenKind.Word && !FilterWords.TryFind(_token.Value, out _)
            && !_token.IsWord(FilterOperators.And) && !_token.IsWord(FilterOperators.Or)
            && !_token.Value.StartsWith(FilterWords.AnnotationPrefix, StringComparison.OrdinalIgnoreCase);
        if (isOther || _token.Kind is TokenKind.Text or TokenKind.Number)
        {
            throw Expected(FilterErrors.OneOf([.. FilterOperators.OfTexts, "another condition"]), after);
        }
    }

    private static bool IsOperator(FilterToken token) => token.Kind == TokenKind.Operator || OperatorOf(token) is not null;

    private static FilterOperator? OperatorOf(FilterToken token) => token.Kind switch
    {
        TokenKind.Operator => token.Operator,
        TokenKind.Word => FilterOperators.OfWord(token.Value),
        _ => null,
    };

    private static string After(string name, FilterOperator comparison) => $"{name} {FilterOperators.Write(comparison)}";
}
