namespace Lego.Infrastructure.Stages;

/// <summary>The names of a stage's resources, in one place: stacks, dashboards, tools and documents agree on them.</summary>
public static class StageNames
{
    /// <summary>Alias that receives requests; a deployment moves it gradually to the new version.</summary>
    public const string Alias = "live";

    /// <summary>Database user of the functions; the migrations make it.</summary>
    public const string DatabaseUser = "lego_app";

    /// <summary>Prefix of everything: <c>lego-api-{stage}</c>.</summary>
    public static string Prefix(string stage) => $"lego-api-{stage}";

    /// <summary>Name of a stack; parts are <c>data</c>, <c>functions</c>, <c>api</c> and <c>observability</c>.</summary>
    public static string Stack(string stage, string part) => $"{Prefix(stage)}-{part}";

    /// <summary>Name of a deployed function: <c>lego-api-{stage}-{functionId}</c>.</summary>
    public static string Function(string stage, string functionId) => $"{Prefix(stage)}-{functionId}";

    /// <summary>Log group of a deployed function.</summary>
    public static string LogGroup(string stage, string functionId) => $"/aws/lambda/{Function(stage, functionId)}";

    /// <summary>
    /// Log group of the API's access log. CloudWatch Logs has one policy for all groups below <c>/aws/vendedlogs/</c>; elsewhere each
    /// group adds to a policy whose size is limited. Source: API Gateway developer guide, "Configuring logging for HTTP APIs".
    /// </summary>
    public static string AccessLog(string stage) => $"/aws/vendedlogs/apigateway/{Prefix(stage)}";

    /// <summary>Name of X-Ray's sampling rule.</summary>
    public static string SamplingRule(string stage) => $"{Prefix(stage)}-sampling";

    /// <summary>Name of the API.</summary>
    public static string Api(string stage) => Prefix(stage);

    /// <summary>Name of the dashboard.</summary>
    public static string Dashboard(string stage) => Prefix(stage);
}
