namespace Lego.TraceConsole.Filters.Completion;

internal enum SuggestionKind
{
    Keyword,
    Operator,
    Annotation,
    Service,
    Value,
}
