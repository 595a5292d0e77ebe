namespace Lego.TraceConsole.Filters.Sql;

/// <summary>Tables and columns of the store that conditions read, see <see cref="Store.StoreSchema"/>; all their names are here.</summary>
internal static class StoreNames
{
    /// <summary>Alias of the table of traces in the statement around a condition.</summary>
    public const string Traces = "t";

    public const string TraceKey = Traces + ".key";
    public const string TraceDuration = Traces + ".duration";
    public const string TraceResponseTime = Traces + ".response_time";
    public const string TraceError = Traces + ".error";
    public const string TraceFault = Traces + ".fault";

    /// <summary>Of the root or of any service.</summary>
    public const string TraceThrottle = Traces + ".throttle";
    public const string TracePartial = Traces + ".is_partial";

    /// <summary>How many nodes failed by themselves: not zero when any failed.</summary>
    public const string TraceProblems = Traces + ".problems";
    public const string TraceHttpStatus = Traces + ".http_status";
    public const string TraceHttpMethod = Traces + ".http_method";
    public const string TraceHttpUrl = Traces + ".http_url";
    public const string TraceUserAgent = Traces + ".user_agent";
    public const string TraceClientIp = Traces + ".client_ip";

    /// <summary>The first of the users; NULL when there is none.</summary>
    public const string TraceUser = Traces + ".user";

    /// <summary>How many different users there are.</summary>
    public const string TraceUsers = Traces + ".users";

    public const string Services = "services";
    public const string ServiceId = "id";
    public const string ServiceName = "name";

    /// <summary>Empty when there is none.</summary>
    public const string ServiceType = "type";

    /// <summary>Empty when there is none.</summary>
    public const string ServiceAccount = "account_id";

    public const string Visits = "trace_services";
    public const string VisitService = "service";
    public const string VisitIsRoot = "is_root";
    public const string VisitInferred = "inferred";

    public const string Calls = "trace_edges";
    public const string CallSource = "source";
    public const string CallTarget = "target";

    /// <summary>Columns that visits and calls have in common; annotations have the first of them.</summary>
    public const string RowTrace = "trace";
    public const string RowPosition = "position";
    public const string RowResponseTime = "response_time";
    public const string RowError = "error";
    public const string RowFault = "fault";
    public const string RowThrottle = "throttle";
    public const string RowHttpStatus = "http_status";

    public const string Annotations = "trace_annotations";
    public const string AnnotationKey = "key";
    public const string AnnotationText = "text";
    public const string AnnotationNumber = "number";
    public const string AnnotationBoolean = "boolean";
}
