namespace Lego.Deployment.Audit;

/// <summary>A package with a known vulnerability.</summary>
/// <param name="Package">Its name.</param>
/// <param name="Version">Its version, or the range of versions concerned.</param>
/// <param name="Severity">How bad, as the source says it.</param>
/// <param name="Advisory">The advisory's address.</param>
internal sealed record AuditFinding(string Package, string Version, string Severity, string Advisory)
{
    public override string ToString() => $"{Package} {Version}: {Severity}, {Advisory}";
}
