namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>What the grammar would have taken where the text ended.</summary>
[Flags]
internal enum FilterOffers
{
    None = 0,
    Term = 1,
    Join = 2,
    BooleanOperator = 4,
    NumberOperator = 8,
    TextOperator = 16,
    AnnotationOperator = 32,
    BooleanValue = 64,
    NumberValue = 128,
    TextValue = 256,
    AnnotationValue = 512,
    AnnotationKey = 1024,
    Service = 2048,
    IdMember = 4096,
    ServiceName = 8192,
    ServiceType = 16384,
    Braces = 32768,
}
