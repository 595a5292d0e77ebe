using Lego.TraceConsole.Filters.Syntax;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Completion;

/// <summary>Everything that the grammar takes at a place, in the order of likelihood.</summary>
internal static class Candidates
{
    public static IEnumerable<Candidate> Of(
        FilterOffers offers, FilterPlaces place, IReadOnlyCollection<string> keys, IReadOnlyCollection<ServiceNode> services)
    {
        IEnumerable<Candidate>[] all =
        [
            If(FilterOffers.BooleanValue | FilterOffers.AnnotationValue, Plain(SuggestionKind.Value, "true", "false")),
            If(FilterOffers.Service | FilterOffers.ServiceName, ServiceNames(services)),
            If(FilterOffers.ServiceType, ServiceTypes(services)),
            If(FilterOffers.Service, [new Candidate("id(", "id", SuggestionKind.Keyword, "a service by name and type")]),
            If(FilterOffers.IdMember, Plain(SuggestionKind.Keyword, "name:", "type:", "account.id:")),
            If(FilterOffers.AnnotationKey, keys.Select(Bracketed)),
            Operators(offers),
            If(FilterOffers.Braces, Plain(SuggestionKind.Operator, "{")),
            If(FilterOffers.Join, Plain(SuggestionKind.Operator, FilterOperators.And, FilterOperators.Or)),
            If(FilterOffers.Term, Terms(place, keys)),
        ];
        return all.SelectMany(candidates => candidates);

        IEnumerable<Candidate> If(FilterOffers any, IEnumerable<Candidate> candidates) => (offers & any) != 0 ? candidates : [];
    }

    private static IEnumerable<Candidate> Operators(FilterOffers offers)
    {
        IEnumerable<string> known =
        [
            .. offers.HasFlag(FilterOffers.BooleanOperator) ? FilterOperators.OfBooleans : [],
            .. offers.HasFlag(FilterOffers.TextOperator) ? FilterOperators.OfTexts : [],
            .. offers.HasFlag(FilterOffers.NumberOperator) ? FilterOperators.OfNumbers : [],
            .. offers.HasFlag(FilterOffers.AnnotationOperator) ? FilterOperators.OfNumbers.Union(FilterOperators.OfTexts) : [],
        ];
        return Plain(SuggestionKind.Operator, [.. known]);
    }

    private static IEnumerable<Candidate> Plain(SuggestionKind kind, params string[] texts) =>
        texts.Select(text => new Candidate(text, text, kind, string.Empty));

    private static IEnumerable<Candidate> Terms(FilterPlaces place, IEnumerable<string> keys) => FilterWords.All
        .Where(word => word.Places.HasFlag(place))
        .SelectMany(word => word.Kind switch
        {
            FilterWordKind.Annotation => [Keyword(word, "."), .. keys.Select(Annotation)],
            FilterWordKind.Service or FilterWordKind.Edge => [Keyword(word, "(")],
            _ => new[] { Keyword(word, string.Empty) },
        });

    private static Candidate Keyword(FilterWord word, string next) =>
        new(word.Name + next, word.Name, SuggestionKind.Keyword, word.Meaning);

    private static Candidate Annotation(string key) =>
        new(FilterWriter.Annotation(key), FilterWords.AnnotationPrefix + key, SuggestionKind.Annotation, string.Empty);

    private static Candidate Bracketed(string key)
    {
        var text = FilterWriter.Annotation(key);
        var isPlain = text.StartsWith(FilterWords.AnnotationPrefix, StringComparison.Ordinal);
        return new Candidate(isPlain ? $"[{key}]" : text[FilterWords.Annotation.Length..], key, SuggestionKind.Annotation, string.Empty);
    }

    private static IEnumerable<Candidate> ServiceNames(IEnumerable<ServiceNode> services) => services
        .GroupBy(service => service.Name)
        .Select(group => new Candidate(
            FilterWriter.Quote(group.Key), group.Key, SuggestionKind.Service,
            string.Join(", ", group.Select(service => service.Type).Where(type => !string.IsNullOrEmpty(type)).Distinct())));

    private static IEnumerable<Candidate> ServiceTypes(IEnumerable<ServiceNode> services) => services
        .Select(service => service.Type)
        .Where(type => !string.IsNullOrEmpty(type))
        .Distinct()
        .Select(type => new Candidate(FilterWriter.Quote(type!), type!, SuggestionKind.Service, string.Empty));
}
