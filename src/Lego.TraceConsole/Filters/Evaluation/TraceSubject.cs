using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>The trace as a whole: outcome and request of its root, and what any of its services names.</summary>
internal sealed class TraceSubject(TraceFacts facts) : FilterSubject
{
    // Throttle is true of any service; the trace is fine all the same when its root is.
    private bool Ok => !facts.Error && !facts.Fault && (!facts.Throttle || facts.EntryPoint?.Throttle == false);

    public override bool Flag(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.Ok => Ok,
        FilterKeyword.Error => facts.Error,
        FilterKeyword.Throttle => facts.Throttle,
        FilterKeyword.Fault => facts.Fault,
        FilterKeyword.Partial => facts.IsPartial,
        _ => false,
    };

    public override double? Number(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.ResponseTime => facts.ResponseTime,
        FilterKeyword.Duration => facts.Duration,
        FilterKeyword.HttpStatus => facts.Http?.Status,
        _ => null,
    };

    public override IEnumerable<string> Texts(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.User => facts.Users,
        FilterKeyword.AvailabilityZone => Any(visit => visit.AvailabilityZone),
        FilterKeyword.InstanceId => Any(visit => visit.InstanceId),
        FilterKeyword.ResourceArn => Any(visit => visit.ResourceArn),
        _ => TextsOf(facts.Http, keyword),
    };

    public override IEnumerable<IndexedAnnotation> Annotations(string key) => facts.Annotations.Where(annotation => annotation.Key == key);

    private IEnumerable<string> Any(Func<ServiceVisit, string?> member) => facts.Visits.Select(member).OfType<string>();
}
