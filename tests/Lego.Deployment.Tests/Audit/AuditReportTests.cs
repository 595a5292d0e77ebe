using Lego.Deployment.Audit;

namespace Lego.Deployment.Tests.Audit;

[Parallelizable(ParallelScope.All)]
public sealed class AuditReportTests
{
    private const string NuGet = """
        {
          "version": 1,
          "sources": [ "https://gallery.example/v3/index.json" ],
          "projects": [
            { "path": "/src/Clean.csproj" },
            { "path": "/src/App.csproj",
              "frameworks": [ { "framework": "net10.0",
                "topLevelPackages": [ { "id": "Old", "requestedVersion": "1.0.0", "resolvedVersion": "1.0.0", "deprecationReasons": [ "Legacy", "CriticalBugs" ] } ],
                "transitivePackages": [ { "id": "Deep", "resolvedVersion": "2.0.0",
                  "vulnerabilities": [ { "severity": "High", "advisoryurl": "https://advisories.example/1" }, { "severity": "Low", "advisoryurl": "https://advisories.example/2" } ] } ] } ] },
            { "path": "/tests/App.Tests.csproj",
              "frameworks": [ { "framework": "net10.0",
                "transitivePackages": [ { "id": "Deep", "resolvedVersion": "2.0.0", "vulnerabilities": [ { "severity": "High", "advisoryurl": "https://advisories.example/1" } ] } ] } ] }
          ]
        }
        """;

    [Test]
    public void Indirect_packages_of_NuGet_are_reported_once()
    {
        var report = NuGetReport.Parse(NuGet);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Sources, Is.EqualTo(new[] { "https://gallery.example/v3/index.json" }));
            Assert.That(report.Vulnerable.Select(finding => finding.ToString()), Is.EqualTo(new[]
            {
                "Deep 2.0.0: High, https://advisories.example/1", "Deep 2.0.0: Low, https://advisories.example/2",
            }));
            Assert.That(report.Deprecated, Is.EqualTo(new[] { "Old 1.0.0: Legacy, CriticalBugs" }));
        }
    }

    [TestCase("")]
    [TestCase("no JSON")]
    [TestCase("""{ "problems": [ { "level": "error", "text": "no assets file" } ] }""")]
    public void A_list_of_packages_that_failed_is_no_list_without_findings(string output) =>
        Assert.That(() => NuGetReport.Parse(output), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("could not be listed"));

    [Test]
    public void The_advisories_of_npm_are_reported_once_and_those_who_only_inherit_them_not()
    {
        const string Output = """
            { "auditReportVersion": 2, "vulnerabilities": {
                "outer": { "name": "outer", "via": [ "inner" ] },
                "inner": { "name": "inner", "via": [ { "name": "inner", "title": "t", "url": "https://advisories.example/3", "severity": "moderate", "range": "<1.2.3" } ] } } }
            """;

        Assert.That(NpmReport.Parse(Output)!.Select(finding => finding.ToString()), Is.EqualTo(new[] { "inner <1.2.3: moderate, https://advisories.example/3" }));
    }

    [TestCase("")]
    [TestCase("""{ "message": "405 Method Not Allowed", "statusCode": 405 }""")]
    [TestCase("""{ "auditReportVersion": 2 }""")]
    public void A_registry_that_does_not_audit_is_no_registry_without_findings(string output) => Assert.That(NpmReport.Parse(output), Is.Null);

    [TestCase(0, 0, 0)]
    [TestCase(0, 1, AuditCommand.NotMade)]
    [TestCase(1, 0, 1)]
    [TestCase(1, 1, 1)]
    public void The_exit_code_tells_clean_from_vulnerable_and_from_unknown(int wrong, int silent, int code) =>
        Assert.That(AuditCommand.Conclude([.. Enumerable.Repeat("a package", wrong)], [.. Enumerable.Repeat("a registry", silent)]), Is.EqualTo(code));
}
