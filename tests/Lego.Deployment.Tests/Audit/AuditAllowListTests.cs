using Lego.Deployment.Audit;
using Lego.Testing;

namespace Lego.Deployment.Tests.Audit;

[Parallelizable(ParallelScope.All)]
public sealed class AuditAllowListTests
{
    private const string List = """
        { "allowed": [ { "package": "Deep", "advisory": "https://advisories.example/1", "reason": "We never call it.", "expires": "2027-01-31" } ] }
        """;

    private static readonly AuditFinding Finding = new("Deep", "2.0.0", "High", "https://advisories.example/1");

    [TestCase("2027-01-31", 0)]
    [TestCase("2027-02-01", 1)]
    public void An_advisory_is_allowed_until_its_day(string today, int left) =>
        Assert.That(AuditAllowList.Parse(List).Judge([Finding], DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture)), Has.Count.EqualTo(left));

    [Test]
    public void Another_advisory_and_another_package_are_not_allowed() => Assert.That(
        AuditAllowList.Parse(List).Judge([Finding with { Advisory = "https://advisories.example/2" }, Finding with { Package = "Other" }], new DateOnly(2026, 1, 1)),
        Has.Count.EqualTo(2));

    [TestCase("""{ "allowed": [ { "package": "Deep", "advisory": "a", "expires": "2027-01-31" } ] }""", "no 'reason'")]
    [TestCase("""{ "allowed": [ { "package": "Deep", "advisory": "a", "reason": "r" } ] }""", "no 'expires'")]
    [TestCase("""{ "allowed": [ { "package": "Deep", "advisory": "a", "reason": "r", "expires": "never" } ] }""", "must be a day")]
    [TestCase("{}", "cannot be read")]
    public void An_entry_without_a_reason_or_a_last_day_is_refused(string list, string complaint) =>
        Assert.That(() => AuditAllowList.Parse(list), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(complaint));

    [Test]
    public void The_repository_s_own_list_can_be_read() =>
        Assert.That(() => AuditAllowList.Parse(File.ReadAllText(Path.Combine(RepositoryFolder.Path, "eng", "audit.json"))), Throws.Nothing);
}
