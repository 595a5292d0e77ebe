namespace Lego.TraceConsole.Filters.Tree;

internal sealed record NotExpression(FilterExpression Inner) : FilterExpression;
