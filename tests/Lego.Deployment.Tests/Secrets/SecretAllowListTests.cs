using Lego.Deployment.Secrets;
using Lego.LocalHost.Tests;

namespace Lego.Deployment.Tests.Secrets;

[Parallelizable(ParallelScope.All)]
public sealed class SecretAllowListTests
{
    private static readonly SecretAllowList Allowed = new(
        new HashSet<string> { "planted" },
        [new AllowedFile("tests/a.cs", SecretRules.Token, 1), new AllowedFile("samples/", SecretRules.Token, null)]);

    private static readonly SecretFinding[] Expected =
        [new("tests/a.cs", 1, SecretRules.Token, "one"), new("samples/x.cs", 1, SecretRules.Token, "two"), new("samples/y.cs", 9, SecretRules.Token, "three")];

    [Test]
    public void What_is_allowed_passes_and_a_planted_value_everywhere() =>
        Assert.That(Allowed.Judge([.. Expected, new("b.cs", 1, SecretRules.UrlPassword, "planted")]), Is.Empty);

    [Test]
    public void One_more_secret_in_an_allowed_file_is_noticed() =>
        Assert.That(Allowed.Judge([.. Expected, new("tests/a.cs", 2, SecretRules.Token, "four")]), Has.One.StartsWith("tests/a.cs has 2 of token"));

    [Test]
    public void Another_kind_in_an_allowed_file_is_noticed() =>
        Assert.That(Allowed.Judge([.. Expected, new("tests/a.cs", 2, SecretRules.PrivateKey, "four")]), Has.One.StartsWith("tests/a.cs:2: private-key"));

    [Test]
    public void An_entry_for_what_is_gone_is_noticed_except_in_a_history()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Allowed.Judge(Expected.Skip(1)), Has.One.StartsWith("tests/a.cs has 0 of token"));
            Assert.That(Allowed.Judge(Expected.Take(1)), Has.One.StartsWith("samples/ has 0 of token"));
            Assert.That(Allowed.Judge([], exact: false), Is.Empty);
        }
    }

    [TestCase("""{ "values": [ { "value": "x", "reason": "" } ], "files": [] }""", "empty reason")]
    [TestCase("""{ "values": [] }""", "no allow-list")]
    [TestCase("nonsense", "no allow-list")]
    public void A_list_without_reasons_is_refused(string content, string complaint)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["list.json"], content);

        Assert.That(() => SecretAllowList.Read(folder["list.json"]), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(complaint));
    }
}
