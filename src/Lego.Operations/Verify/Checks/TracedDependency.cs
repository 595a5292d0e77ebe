using Lego.Functions;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify.Checks;

/// <summary>One of the servers behind the functions, and how it is recognised in a trace and on the map.</summary>
/// <param name="Dependency">The catalog's name for it.</param>
/// <param name="Name">The name in the table.</param>
/// <param name="Prefix">What the framework's subsegments around such a call begin with.</param>
/// <param name="Type">The type of the node; <c>remote</c> is that of several.</param>
/// <param name="Hosts">Parts of the host's name that tell it from others of that type.</param>
/// <param name="Libraries">What <c>LEGO_TRACE_CALLS</c> and <c>LEGO_TRACE_INSTRUMENT</c> call it.</param>
internal sealed record TracedDependency(
    Dependencies Dependency, string Name, string Prefix, string Type, IReadOnlyList<string> Hosts, (string Calls, string Instrument) Libraries)
{
    private const string Remote = "remote";

    /// <summary>A link is made without a call, so it leaves a subsegment and no node.</summary>
    private const string Presign = "s3:presign";

    public static IReadOnlyList<TracedDependency> All { get; } =
    [
        new(Dependencies.Database, "Postgres", "db:", "Database::SQL", [], ("database", "npgsql")),
        new(Dependencies.Storage, "S3", "s3:", "AWS::S3::Bucket", [], ("s3", "aws")),
        new(Dependencies.Cache, "cache", "cache:", Remote, ["redis", "cache.amazonaws.com"], ("cache", "redis")),
        new(Dependencies.Search, "search", "search:", Remote, ["opensearch", ".es.amazonaws.com", ".aos."], ("search", "http")),
        new(Dependencies.UserPool, "user pool", "idp:", "AWS::CognitoIdentityProvider", [], ("userpool", "http")),
    ];

    /// <summary>Functions that call it, as the catalog says.</summary>
    public IEnumerable<string> Callers => FunctionCatalog.All.Where(row => row.Dependencies.HasFlag(Dependency)).Select(row => row.Id);

    /// <summary>What to look at when it is missing.</summary>
    public string Advice =>
        $"LEGO_TRACE_CALLS and LEGO_TRACE_INSTRUMENT must not leave out {Libraries.Calls} and {Libraries.Instrument}";

    /// <summary>Whether the trace has a call of it that X-Ray made a node of.</summary>
    public bool IsCalledIn(TraceDocuments trace) => trace.Calls.Any(IsCall);

    /// <summary>Whether the trace has the making of a link, for which no call is needed.</summary>
    public bool IsPresignedIn(TraceDocuments trace) =>
        Dependency == Dependencies.Storage && trace.Parts.Any(part => TraceDocuments.Text(part, "name") == Presign);

    /// <summary>Whether a node of the map is this one.</summary>
    /// <param name="service">The node.</param>
    /// <param name="names">Names that traces of the run have for it.</param>
    public bool IsNode(ServiceItem service, IReadOnlySet<string> names) =>
        service.Type == Type && (Type != Remote || names.Contains(service.Name ?? "") || HasHost(service.Name ?? ""));

    public bool IsCall(InferredCall call) =>
        call.Type == Type
        && (Type != Remote || call.Around.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal)) || HasHost(call.Name));

    private bool HasHost(string name) => Hosts.Any(host => name.Contains(host, StringComparison.OrdinalIgnoreCase));
}
