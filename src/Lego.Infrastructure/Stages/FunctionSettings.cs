namespace Lego.Infrastructure.Stages;

/// <summary>The functions.</summary>
public sealed record FunctionSettings
{
    public FunctionRuntime Runtime { get; set; }

    public FunctionArchitecture Architecture { get; set; }

    public Rollout Rollout { get; set; }

    /// <summary>
    /// True starts new environments of the managed runtime from a snapshot of a started process. Only with a runtime loop that asks for
    /// <c>/runtime/restore/next</c>: without it no version can be published. Source: AWS Lambda developer guide, "Runtime API for SnapStart".
    /// </summary>
    public bool SnapStart { get; set; }

    /// <summary><c>TRACE</c>, <c>DEBUG</c>, <c>INFO</c>, <c>WARN</c> or <c>ERROR</c>.</summary>
    public string LogLevel { get; set; } = "INFO";

    /// <summary>Environments that are kept started, by function id. They cost also while nobody calls.</summary>
    public IReadOnlyDictionary<string, int> ProvisionedConcurrency { get; set; } = new Dictionary<string, int>();
}
