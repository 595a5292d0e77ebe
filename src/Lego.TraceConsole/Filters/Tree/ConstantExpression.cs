namespace Lego.TraceConsole.Filters.Tree;

/// <summary>What a group stands for that has no expression. The language has no word for it, so that no text reads as this.</summary>
internal sealed record ConstantExpression(bool Value) : FilterExpression;
