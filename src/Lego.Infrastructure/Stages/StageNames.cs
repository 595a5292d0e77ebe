namespace Lego.Infrastructure.Stages;

/// <summary>The names of a stage's resources, in one place: stacks, dashboards, tools and documents agree on them.</summary>
public static class StageNames
{
    /// <summary>Alias that receives requests; a deployment moves it gradually to the new version.</summary>
    public const string Alias = "live";

    /// <summary>Prefix of everything: <c>lego-api-{stage}</c>.</summary>
    public static string Prefix(string stage) => $"lego-api-{stage}";

    /// <summary>Name of a deployed function: <c>lego-api-{stage}-{functionId}</c>.</summary>
    public static string Function(string stage, string functionId) => $"{Prefix(stage)}-{functionId}";

    /// <summary>Log group of a deployed function.</summary>
    public static string LogGroup(string stage, string functionId) => $"/aws/lambda/{Function(stage, functionId)}";

    /// <summary>Name of X-Ray's sampling rule.</summary>
    public static string SamplingRule(string stage) => $"{Prefix(stage)}-sampling";

    /// <summary>Name of the API.</summary>
    public static string Api(string stage) => Prefix(stage);

    /// <summary>Name of the dashboard.</summary>
    public static string Dashboard(string stage) => Prefix(stage);
}
