using Lego.TraceConsole.Facts;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>One visit of a service, in the list of all visits of the trace.</summary>
internal sealed class VisitSubject(TraceFacts facts, int position)
    : NodeSubject(facts.Visits[position], facts.Visits[position], position, facts.Visits.Count);
