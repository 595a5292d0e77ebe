using System.Diagnostics.CodeAnalysis;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>All keywords. Source: AWS X-Ray developer guide, "Using filter expressions".</summary>
internal static class FilterWords
{
    public const string Annotation = "annotation";
    public const string AnnotationPrefix = "annotation.";

    private const FilterPlaces Node = FilterPlaces.Service | FilterPlaces.Edge;
    private const FilterPlaces Request = FilterPlaces.Trace | Node;
    private const FilterPlaces Entity = FilterPlaces.CauseEntity | FilterPlaces.SlowEntity;
    private const FilterPlaces Cause = FilterPlaces.CauseService | Entity | FilterPlaces.CauseException;

    public static IReadOnlyList<FilterWord> All { get; } =
    [
        Flag("ok", FilterKeyword.Ok, Request, "no error, throttle or fault"),
        Flag("error", FilterKeyword.Error, Request, "error of the caller (4xx)"),
        Flag("throttle", FilterKeyword.Throttle, Request, "too many requests (429)"),
        Flag("fault", FilterKeyword.Fault, Request, "fault of the server (5xx)"),
        Flag("partial", FilterKeyword.Partial, Request, "still in progress"),
        Flag("inferred", FilterKeyword.Inferred, Node | FilterPlaces.CauseService, "known from its caller only"),
        Flag("first", FilterKeyword.First, Node | Cause, "first in its list"),
        Flag("last", FilterKeyword.Last, Node | Cause, "last in its list"),
        Flag("remote", FilterKeyword.Remote, Node | Entity, "call to another service"),
        Flag("root", FilterKeyword.Root, Node, "where the request came in"),
        Number("responsetime", FilterKeyword.ResponseTime, Request, "seconds until the answer"),
        Number("duration", FilterKeyword.Duration, Request, "seconds from the first start to the last end"),
        Number("http.status", FilterKeyword.HttpStatus, Request, "status of the response"),
        Number("index", FilterKeyword.Index, Node | Cause, "position in its list, from 0"),
        Number("coverage", FilterKeyword.Coverage, FilterPlaces.SlowEntity, "share of the root's time, from 0 to 1"),
        Text("http.url", FilterKeyword.HttpUrl, Request, "URL of the request"),
        Text("http.method", FilterKeyword.HttpMethod, Request, "method of the request"),
        Text("http.useragent", FilterKeyword.HttpUserAgent, Request, "user agent of the request"),
        Text("http.clientip", FilterKeyword.HttpClientIp, Request, "address of the client"),
        Text("user", FilterKeyword.User, Request, "user that a segment names"),
        Text("name", FilterKeyword.Name, Node | Cause, "name of the service, entity or exception"),
        Text("type", FilterKeyword.Type, Node | FilterPlaces.CauseService, "type of the service"),
        Text("message", FilterKeyword.Message, Node | FilterPlaces.CauseEntity | FilterPlaces.CauseException, "message of an exception"),
        Text("availabilityzone", FilterKeyword.AvailabilityZone, Request, "availability zone that a segment names"),
        Text("instance.id", FilterKeyword.InstanceId, Request, "instance that a segment names"),
        Text("resource.arn", FilterKeyword.ResourceArn, Request, "ARN of a resource that a segment names"),
        new(Annotation, FilterWordKind.Annotation, Request, "annotation.key or annotation[key]"),
        new("service", FilterWordKind.Service, FilterPlaces.Trace, "the trace passed a service"),
        new("edge", FilterWordKind.Edge, FilterPlaces.Trace, "one service called another"),
        new("group.name", FilterWordKind.GroupName, FilterPlaces.Trace, "the trace belongs to a group"),
        new("group.arn", FilterWordKind.GroupArn, FilterPlaces.Trace, "the trace belongs to a group"),
        .. RootCauses(),
    ];

    private static readonly Dictionary<string, FilterWord> ByName = All.ToDictionary(word => word.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<FilterKeyword, string> Names = All
        .Where(word => word.Kind is FilterWordKind.Boolean or FilterWordKind.Number or FilterWordKind.Text)
        .ToDictionary(word => word.Keyword, word => word.Name);

    public static bool TryFind(string name, [NotNullWhen(true)] out FilterWord? word) => ByName.TryGetValue(name, out word);

    public static string NameOf(FilterKeyword keyword) => Names[keyword];

    public static string NameOf(RootCauseKind kind, RootCausePart part) => $"rootcause.{Lower(kind)}.{Lower(part)}";

    public static string NameOfPattern(RootCauseKind? kind) => kind is { } one ? $"rootcause.{Lower(one)}.json" : "rootcause.json";

    private static FilterWord Flag(string name, FilterKeyword keyword, FilterPlaces places, string meaning) =>
        new(name, FilterWordKind.Boolean, places, meaning) { Keyword = keyword };

    private static FilterWord Number(string name, FilterKeyword keyword, FilterPlaces places, string meaning) =>
        new(name, FilterWordKind.Number, places, meaning) { Keyword = keyword };

    private static FilterWord Text(string name, FilterKeyword keyword, FilterPlaces places, string meaning) =>
        new(name, FilterWordKind.Text, places, meaning) { Keyword = keyword };

    private static IEnumerable<FilterWord> RootCauses()
    {
        foreach (var kind in Enum.GetValues<RootCauseKind>())
        {
            foreach (var part in Enum.GetValues<RootCausePart>())
            {
                // What took long has no exception.
                if ((kind, part) != (RootCauseKind.ResponseTime, RootCausePart.Exception))
                {
                    var meaning = $"{Lower(part)} in the root cause of the {Lower(kind)}";
                    yield return new FilterWord(NameOf(kind, part), FilterWordKind.RootCause, FilterPlaces.Trace, meaning)
                    {
                        CauseKind = kind, CausePart = part,
                    };
                }
            }
        }

        foreach (var kind in new RootCauseKind?[] { null, RootCauseKind.Fault, RootCauseKind.Error, RootCauseKind.ResponseTime })
        {
            const string meaning = "a root cause fits a pattern";
            yield return new FilterWord(NameOfPattern(kind), FilterWordKind.RootCauseJson, FilterPlaces.Trace, meaning)
            {
                CauseKind = kind,
            };
        }
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
