using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

internal sealed partial class FilterParser
{
    private FilterExpression ParseAnnotation(FilterToken word)
    {
        var (key, name) = TakeKey(word);
        Offers |= FilterOffers.AnnotationOperator;
        if (!IsOperator(_token))
        {
            ThrowIfNoTerm(name);
            return new AnnotationPresentTerm(key);
        }

        var comparison = OperatorOf(_token)!.Value;
        var after = After(name, comparison);
        Advance();
        Offers |= FilterOffers.AnnotationValue;
        var value = comparison switch
        {
            _ when comparison.IsOfTextsOnly() => AnnotationValue.Of(Take(TokenKind.Text, "text in double quotes", after).Value),
            _ when !comparison.IsEquality() => AnnotationValue.Of(Take(TokenKind.Number, "a number", after).Number),
            _ when _token.Kind == TokenKind.Text => AnnotationValue.Of(Advance().Value),
            _ when _token.Kind == TokenKind.Number => AnnotationValue.Of(Advance().Number),
            _ => AnnotationValue.Of(TakeBoolean() ?? throw Expected("a number, true, false or text in double quotes", after)),
        };
        return new AnnotationTerm(key, comparison, value);
    }

    private (string Key, string Name) TakeKey(FilterToken word)
    {
        if (!word.Value.StartsWith(FilterWords.AnnotationPrefix, StringComparison.OrdinalIgnoreCase))
        {
            Offers |= FilterOffers.AnnotationKey;
            var token = Take(TokenKind.Key, ".key or [key]", FilterWords.Annotation);
            return (token.Value, $"annotation[{token.Value}]");
        }

        var key = word.Value[FilterWords.AnnotationPrefix.Length..];
        if (key.Length == 0)
        {
            throw FilterErrors.At(
                word.End, 0, FilterErrors.Show(_text, _token), "the key of an annotation",
                "expected the key of an annotation after `annotation.`");
        }

        return !key.Contains('.')
            ? (key, $"annotation.{key}")
            : throw FilterErrors.At(
                word.Offset, word.Length, FilterErrors.Show(_text, word), $"annotation[{key}]",
                $"a key that has a dot in it is written `annotation[{key}]`");
    }

    private ServiceTerm ParseService()
    {
        Take(TokenKind.OpenParenthesis, "`(`", "service");
        Offers |= FilterOffers.Service;
        var service = _token.Kind == TokenKind.CloseParenthesis
            ? ServiceSelector.Any
            : ParseSelector("a name in double quotes, id(…) or `)`", "service(");
        Take(TokenKind.CloseParenthesis, "`)`", "service(…");
        return new ServiceTerm(service, ParseBlock(FilterPlaces.Service));
    }

    private EdgeTerm ParseEdge()
    {
        const string Service = "a name in double quotes or id(…)";
        Take(TokenKind.OpenParenthesis, "`(`", "edge");
        Offers |= FilterOffers.Service;
        var source = ParseSelector(Service, "edge(");
        Take(TokenKind.Comma, "`,` and a second service", "edge(…");
        Offers |= FilterOffers.Service;
        var target = ParseSelector(Service, "edge(…,");
        Take(TokenKind.CloseParenthesis, "`)`", "edge(…, …");
        return new EdgeTerm(source, target, ParseBlock(FilterPlaces.Edge));
    }

    private FilterExpression ParseGroup(FilterWord word)
    {
        Offers |= FilterOffers.BooleanOperator;
        var comparison = TakeOperator(word.Name, FilterOperators.OfBooleans, value => value.IsEquality());
        Offers |= FilterOffers.TextValue;
        var value = Take(TokenKind.Text, "text in double quotes", After(word.Name, comparison)).Value;
        return Negated(comparison, new GroupTerm(new GroupId(value, word.Kind == FilterWordKind.GroupArn)));
    }

    private RootCauseTerm ParseRootCause(FilterWord word) => new(word.CauseKind!.Value, word.CausePart, ParseBlock(word.CausePart switch
    {
        RootCausePart.Service => FilterPlaces.CauseService,
        RootCausePart.Exception => FilterPlaces.CauseException,
        _ when word.CauseKind == RootCauseKind.ResponseTime => FilterPlaces.SlowEntity,
        _ => FilterPlaces.CauseEntity,
    }));

    private FilterExpression ParseRootCauseJson(FilterWord word)
    {
        Offers |= FilterOffers.BooleanOperator;
        var comparison = TakeOperator(word.Name, FilterOperators.OfBooleans, value => value.IsEquality());
        var token = Take(TokenKind.Json, "#[{…}]", After(word.Name, comparison));
        return Negated(comparison, new RootCauseJsonTerm(word.CauseKind, CausePatternReader.Read(token)));
    }

    private FilterExpression? ParseBlock(FilterPlaces place)
    {
        Offers |= FilterOffers.Braces;
        if (_token.Kind != TokenKind.OpenBrace)
        {
            return null;
        }

        var outside = Place;
        var opening = Enter();
        Place = place;
        var condition = ParseOr("{");
        Place = outside;
        Close(TokenKind.CloseBrace, "}", opening);
        _depth--;
        return condition;
    }

    private static FilterExpression Negated(FilterOperator comparison, FilterExpression term) =>
        comparison == FilterOperator.Equal ? term : new NotExpression(term);
}
