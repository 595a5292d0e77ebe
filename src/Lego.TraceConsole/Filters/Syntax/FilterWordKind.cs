namespace Lego.TraceConsole.Filters.Syntax;

internal enum FilterWordKind
{
    Boolean,
    Number,
    Text,
    Annotation,
    Service,
    Edge,
    GroupName,
    GroupArn,
    RootCause,
    RootCauseJson,
}
