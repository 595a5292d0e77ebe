namespace Lego.TraceConsole.Filters.Tree;

/// <summary>The expression of that group is true of the trace.</summary>
internal sealed record GroupTerm(GroupId Group) : FilterExpression;
