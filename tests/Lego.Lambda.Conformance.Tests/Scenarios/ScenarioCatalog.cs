namespace Lego.Lambda.Conformance.Tests.Scenarios;

/// <summary>All scenarios; the peer's program has the same names.</summary>
internal static class ScenarioCatalog
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. LocalScenarios.All, .. LifetimeScenarios.All, .. TimedOutScenarios.All, .. SamplingScenarios.All, .. FailingScenarios.All,
        .. LimitScenarios.All, .. CallScenarios.All, .. AutomaticScenarios.All, .. BatchScenarios.All,
    ];

    /// <summary>For <see cref="TestCaseSourceAttribute"/>.</summary>
    public static IEnumerable<TestCaseData> Cases => All.Select(scenario => new TestCaseData(scenario).SetArgDisplayNames(scenario.Name));
}
