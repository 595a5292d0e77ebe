using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Store;

internal static class OutcomeConditions
{
    /// <summary>A condition on <c>traces AS t</c>.</summary>
    public static string Of(OutcomeFilter filter) => filter switch
    {
        OutcomeFilter.All => "t.revision > 0",
        OutcomeFilter.Failed => $"t.outcome IN ('{nameof(Outcome.Error)}', '{nameof(Outcome.Throttle)}', '{nameof(Outcome.Fault)}')",
        OutcomeFilter.Recovered => $"t.outcome = '{nameof(Outcome.Ok)}' AND t.problems > 0",
        OutcomeFilter.InProgress => "t.is_partial",
        _ => $"t.outcome = '{filter}'",
    };
}
