namespace Lego.TraceConsole.Filters.Tree;

/// <summary>A group by its name or by its ARN.</summary>
internal sealed record GroupId(string Text, bool IsArn);
