using Lego.Functions;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Metrics;

namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>
/// What the functions write of themselves as embedded metrics. Each exists with exactly the dimensions it is written with; what is wanted
/// over several values of a dimension is searched for.
/// </summary>
internal static class OwnMetrics
{
    public const string ImageNamespace = "LegoAPI/ImageUploads";

    public static string Namespace { get; } = new MetricOptions().Namespace;

    public static string BusinessNamespace { get; } = new MetricOptions().BusinessNamespace;

    /// <summary>Codes of the errors that are the server's fault.</summary>
    public static IReadOnlyList<string> ServerErrorCodes { get; } = [.. ErrorCodes.All.Where(code => ErrorCodes.StatusOf(code) >= 500)];

    /// <summary>Statuses of answers that are the caller's fault.</summary>
    public static IReadOnlyList<int> ClientErrorStatuses { get; } =
        [.. ErrorCodes.All.Select(ErrorCodes.StatusOf).Where(status => status < 500).Distinct().Order()];

    /// <summary>Statuses of answers that are the server's fault.</summary>
    public static IReadOnlyList<int> ServerErrorStatuses { get; } =
        [.. ErrorCodes.All.Select(ErrorCodes.StatusOf).Where(status => status >= 500).Distinct().Order()];

    /// <summary>What the business counts.</summary>
    public static IReadOnlyList<string> BusinessEventNames { get; } =
    [
        BusinessEvents.MocsCreated, BusinessEvents.MocsDeleted, BusinessEvents.MocFilesUploaded, BusinessEvents.ImagesUploaded,
        BusinessEvents.ImagesFlagged, BusinessEvents.AlbumsCreated, BusinessEvents.WishlistItemsAdded, BusinessEvents.PartsListsCreated,
    ];

    /// <summary>
    /// Time of the invocations that ended with one error code; its number of samples is the number of such invocations, and the only
    /// count of them that has the code and neither method nor status among its dimensions.
    /// </summary>
    public static MetricReference ErrorDuration(string stage, string functionId, string errorCode) =>
        new(Namespace, "ErrorDuration", [.. Common(stage, functionId), ("ErrorType", errorCode)]);

    public static MetricReference BusinessEvent(string stage, string name) => new(BusinessNamespace, name, ("Environment", stage));

    /// <summary>Which error codes of the server a function can end with: only what it calls can fail it.</summary>
    public static IEnumerable<string> ServerErrorCodesOf(FunctionDefinition function) => ServerErrorCodes.Where(code => code switch
    {
        ErrorCodes.Database => function.Dependencies.HasFlag(Dependencies.Database),
        ErrorCodes.Search => function.Dependencies.HasFlag(Dependencies.Search),
        ErrorCodes.ExternalService => (function.Dependencies & (Dependencies.Storage | Dependencies.UserPool)) != Dependencies.None,
        _ => true,
    });

    /// <summary>
    /// Metrics Insights: answers that are the server's fault, one series for each function. <c>WHERE</c> knows no "or", so the caller's
    /// errors are ruled out instead. Source: CloudWatch user guide, "Metrics Insights query components and syntax".
    /// </summary>
    public static string ServerErrorsByFunction(string stage) =>
        $"SELECT SUM(RequestError) FROM SCHEMA(\"{Namespace}\", Environment, ErrorType, FunctionName, Method, StatusCode) "
        + $"WHERE Environment = '{stage}'"
        + string.Concat(ClientErrorStatuses.Select(status => $" AND StatusCode != '{status}'"))
        + " GROUP BY FunctionName ORDER BY SUM() DESC";

    /// <summary>A search for a metric that has the function, and maybe more, among its dimensions.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="statistic">Statistic, for example <c>p95</c>.</param>
    /// <param name="functionIds">Functions; null for all.</param>
    /// <param name="more">Further dimensions of the metric.</param>
    /// <param name="condition">What these have to be, in the language of searches.</param>
    public static string Search(
        string stage, string name, string statistic, IEnumerable<string>? functionIds = null, string more = "", string condition = "") =>
        MetricSearch.Of($"{Namespace},Environment,FunctionName{more}", name, statistic, Condition(stage, functionIds, condition));

    /// <summary>A search for a metric of image uploads, one series for each kind of upload.</summary>
    public static string SearchImages(string stage, string name, string statistic) =>
        MetricSearch.Of($"{ImageNamespace},Environment,UploadType", name, statistic, Condition(stage, null, ""));

    private static string Condition(string stage, IEnumerable<string>? functionIds, string condition)
    {
        var functions = functionIds is null ? "" : $" FunctionName=({string.Join(" OR ", functionIds.Select(id => $"\"{id}\""))})";
        return $"Environment=\"{stage}\"{functions}{(condition.Length > 0 ? " " + condition : "")}";
    }

    private static (string Key, string Value)[] Common(string stage, string functionId) => [("Environment", stage), ("FunctionName", functionId)];
}
