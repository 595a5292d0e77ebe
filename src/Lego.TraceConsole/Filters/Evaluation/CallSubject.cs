using Lego.TraceConsole.Facts;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>One call, in the list of all calls of the trace. What it is called by name or type is the service that was called.</summary>
internal sealed class CallSubject(TraceFacts facts, int position)
    : NodeSubject(facts.Calls[position], facts.Calls[position].Target, position, facts.Calls.Count);
