using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Evaluation;

/// <summary>What a visit of a service and a call between two have in common.</summary>
internal abstract class NodeSubject(NodeFacts node, ServiceVisit service, int position, int count) : FilterSubject
{
    public override bool Flag(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.Ok => node.Ok,
        FilterKeyword.Error => node.Error,
        FilterKeyword.Throttle => node.Throttle,
        FilterKeyword.Fault => node.Fault,
        FilterKeyword.Partial => node.InProgress,
        FilterKeyword.Inferred => service.Inferred,
        FilterKeyword.First => position == 0,
        FilterKeyword.Last => position == count - 1,
        FilterKeyword.Remote => service.Remote,
        FilterKeyword.Root => service.Root,
        _ => false,
    };

    public override double? Number(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.ResponseTime => node.ResponseTime,
        FilterKeyword.Duration => node.Duration,
        FilterKeyword.HttpStatus => node.Http?.Status,
        FilterKeyword.Index => position,
        _ => null,
    };

    public override IEnumerable<string> Texts(FilterKeyword keyword) => keyword switch
    {
        FilterKeyword.User => One(node.User),
        FilterKeyword.Name => One(service.Name),
        FilterKeyword.Type => One(string.IsNullOrEmpty(service.Type) ? null : service.Type),
        FilterKeyword.Message => node.Messages,
        FilterKeyword.AvailabilityZone => One(node.AvailabilityZone),
        FilterKeyword.InstanceId => One(node.InstanceId),
        FilterKeyword.ResourceArn => One(node.ResourceArn),
        _ => TextsOf(node.Http, keyword),
    };

    public override IEnumerable<IndexedAnnotation> Annotations(string key) => node.Annotations
        .Where(annotation => annotation.Key == key)
        .Select(annotation => new IndexedAnnotation(annotation.Key, annotation.Value, service))
        .Where(annotation => annotation is not { Text: null, Number: null, Boolean: null });
}
