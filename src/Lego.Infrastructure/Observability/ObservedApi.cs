namespace Lego.Infrastructure.Observability;

/// <summary>The API in front of the functions.</summary>
/// <param name="Id">Id of an HTTP API: the dimension of its metrics.</param>
/// <param name="Name">Name of a REST API: the dimension of its metrics, and with the stage the name of its segments.</param>
/// <param name="StageName">Name of the deployed stage, for example <c>$default</c> or <c>live</c>.</param>
/// <param name="AccessLogGroup">Where access lines go; null where there are none. Queries join them with the functions' lines by <c>lambdaRequestId</c> or <c>traceId</c>.</param>
public sealed record ObservedApi(string Id, string Name, string StageName, string? AccessLogGroup = null);
