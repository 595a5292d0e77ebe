namespace Lego.TraceConsole.Filters.Tree;

/// <summary>An annotation is set, to anything but false. Source: AWS X-Ray developer guide, "Complex keyword operators".</summary>
internal sealed record AnnotationPresentTerm(string Key) : FilterExpression;
