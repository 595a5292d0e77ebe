using System.Text.Json;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.XRayApi;

/// <summary>Summaries of the store in the shape of the API.</summary>
internal static class SummaryItems
{
    /// <summary>Seconds to the millisecond, in which clients of AWS count.</summary>
    public static double Time(double seconds) => Math.Round(seconds, 3);

    public static SummaryItem Of(TraceSummary summary, bool withEventTime)
    {
        var services = summary.Services.Select(Of).ToList();
        return new SummaryItem
        {
            Id = summary.Id,
            StartTime = Time(summary.Start),
            Duration = Time(summary.Duration),
            ResponseTime = summary.ResponseTime is { } seconds ? Time(seconds) : null,
            HasFault = summary.Fault,
            HasError = summary.Error,
            HasThrottle = summary.Throttle,
            IsPartial = summary.IsPartial,
            Http = new HttpItem(summary.Url, summary.Status, summary.Method, summary.UserAgent, summary.ClientIp),
            Annotations = Annotations(summary, services),
            Users = [.. summary.Users.Select(user => new UserItem(user.Name, At(services, user.ServiceIndexes)))],
            ServiceIds = services,
            ResourceARNs = [.. summary.ResourceArns.Select(arn => new ArnItem(arn))],
            InstanceIds = [.. summary.InstanceIds.Select(id => new IdItem(id))],
            AvailabilityZones = [.. summary.AvailabilityZones.Select(zone => new NameItem(zone))],
            EntryPoint = summary.EntryPoint is { } entry ? services[entry] : null,
            FaultRootCauses = [.. summary.FaultCauses.Select(Of)],
            ErrorRootCauses = [.. summary.ErrorCauses.Select(Of)],
            ResponseTimeRootCauses = [.. summary.ResponseTimeCauses.Select(Of)],
            Revision = summary.Revision,
            MatchedEventTime = withEventTime ? Time(summary.Updated) : null,
        };
    }

    private static Dictionary<string, IReadOnlyList<ValueWithServices>> Annotations(TraceSummary summary, List<ServiceId> services)
    {
        var annotations = new Dictionary<string, IReadOnlyList<ValueWithServices>>(StringComparer.Ordinal);
        foreach (var key in summary.Annotations.GroupBy(annotation => annotation.Key, StringComparer.Ordinal))
        {
            annotations.Add(
                key.Key,
                [
                    .. key.Select(annotation => (Value: ValueOf(annotation.Value), annotation.ServiceIndexes))
                        .Where(annotation => annotation.Value is not null)
                        .Select(annotation => new ValueWithServices(annotation.Value!, At(services, annotation.ServiceIndexes ?? []))),
                ]);
        }

        return annotations;
    }

    private static AnnotationValue? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new AnnotationValue(StringValue: value.GetString()),
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => new AnnotationValue(NumberValue: number),
        JsonValueKind.True or JsonValueKind.False => new AnnotationValue(BooleanValue: value.GetBoolean()),
        _ => null,
    };

    private static List<ServiceId> At(List<ServiceId> services, IReadOnlyList<int> positions) =>
        [.. positions.Select(position => services[position])];

    private static ServiceId Of(ServiceNode service) => new(service.Name, [service.Name], service.AccountId, service.Type);

    private static CauseItem Of(RootCause cause) => new([.. cause.Services.Select(Of)], cause.ClientImpacting);

    private static CauseServiceItem Of(RootCauseService step)
    {
        var service = step.Service;
        return new CauseServiceItem(
            service.Name, [service.Name], service.Type, service.AccountId, service.Inferred, [.. step.EntityPath.Select(Of)]);
    }

    /// <summary>Entities of response times have a coverage in place of exceptions.</summary>
    private static CauseEntityItem Of(RootCauseEntity entity) => new(
        entity.Name, entity.Remote, entity.Coverage,
        entity.Coverage is null ? [.. entity.Exceptions.Select(reason => new CauseExceptionItem(reason.Name, reason.Message))] : null);
}
