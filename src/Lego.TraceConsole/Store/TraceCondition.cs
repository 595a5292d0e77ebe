namespace Lego.TraceConsole.Store;

/// <summary>
/// A part of a WHERE clause over <c>traces AS t</c>. Other tables are reached through <c>t.key</c>, for example
/// <c>EXISTS (SELECT 1 FROM trace_services s WHERE s.trace = t.key AND s.fault)</c>. Values are parameters, named with an @; the names
/// <c>@from</c>, <c>@to</c>, <c>@time</c>, <c>@key</c> and <c>@limit</c> are taken.
/// </summary>
internal sealed record TraceCondition(string Sql, params IReadOnlyList<(string Name, object? Value)> Parameters)
{
    /// <summary>Fits every trace.</summary>
    public static TraceCondition Any { get; } = new("1");
}
