using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Filters.Sql;

/// <summary>A filter expression as the store can ask it.</summary>
/// <param name="Condition">Never NULL for a trace.</param>
/// <param name="IsExact">
/// False when the traces that it is true of are more than those asked for, so that the evaluator has to look at their facts as well.
/// </param>
internal sealed record FilterCondition(TraceCondition Condition, bool IsExact);
