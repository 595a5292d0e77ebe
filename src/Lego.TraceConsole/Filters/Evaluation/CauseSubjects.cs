using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>
/// The parts of root causes that can be asked. A list goes through the whole root cause, from its first service to its last.
/// </summary>
internal static class CauseSubjects
{
    public static IReadOnlyList<RootCause> CausesOf(TraceFacts facts, RootCauseKind kind) => kind switch
    {
        RootCauseKind.Fault => facts.FaultCauses,
        RootCauseKind.Error => facts.ErrorCauses,
        _ => facts.ResponseTimeCauses,
    };

    public static IEnumerable<FilterSubject> Of(TraceFacts facts, RootCauseTerm term) =>
        CausesOf(facts, term.Kind).SelectMany(cause => PartsOf(cause, term.Part));

    private static IEnumerable<FilterSubject> PartsOf(RootCause cause, RootCausePart part) => part switch
    {
        RootCausePart.Service => Enumerate(cause.Services, (service, position, count) => new CauseServiceSubject(service, position, count)),
        RootCausePart.Entity => Enumerate(
            [.. cause.Services.SelectMany(service => service.EntityPath)],
            (entity, position, count) => new CauseEntitySubject(entity, position, count)),
        _ => Enumerate(
            [.. cause.Services.SelectMany(service => service.EntityPath).SelectMany(entity => entity.Exceptions)],
            (exception, position, count) => new CauseExceptionSubject(exception, position, count)),
    };

    private static IEnumerable<FilterSubject> Enumerate<T>(IReadOnlyList<T> items, Func<T, int, int, FilterSubject> make) =>
        items.Select((item, position) => make(item, position, items.Count));
}
