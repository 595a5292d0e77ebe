namespace Lego.TraceConsole.Filters.Tree;

/// <summary>What has one value at each place that it can be asked at. The words for them are in <see cref="Syntax.FilterWords"/>.</summary>
internal enum FilterKeyword
{
    Ok,
    Error,
    Throttle,
    Fault,
    Partial,
    Inferred,
    First,
    Last,
    Remote,
    Root,
    ResponseTime,
    Duration,
    HttpStatus,
    Index,
    Coverage,
    HttpUrl,
    HttpMethod,
    HttpUserAgent,
    HttpClientIp,
    User,
    Name,
    Type,
    Message,
    AvailabilityZone,
    InstanceId,
    ResourceArn,
}
