using Lego.Deployment.Secrets;
using Lego.Testing.Secrets;

namespace Lego.Deployment.Tests.Secrets;

[Parallelizable(ParallelScope.All)]
public sealed class SecretRulesTests
{
    // Put together from parts, so that the scan of this repository does not find them.
    private const string Random = "Kd83jfLq0ZxVn27s" + "PbW4mTyHg1cRe9uX";

    private static IEnumerable<TestCaseData> Kinds =>
    [
        new("var id = \"AKIA" + "QX7Z3M5NPLW2RTYV\";", SecretRules.Token),
        new("GITHUB: gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a", SecretRules.Token),
        new("url = https://hooks.slack.com/services/" + "T00000000/B00000000/aXbXcXdX", SecretRules.Token),
        new("bearer: eyJ" + "hbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiJib2IifQ.s5qZl0Tt7Jm3cVw2Xy9", SecretRules.Token),
        new("-----BEGIN RSA " + "PRIVATE KEY-----", SecretRules.PrivateKey),
        new("-----BEGIN PGP " + "PRIVATE KEY BLOCK-----", SecretRules.PrivateKey),
        new("LEGO_SEARCH=https://lego:" + "br1ckt0wer@search.internal:9200", SecretRules.UrlPassword),
        new("postgresql://lego:" + "br1ckt0wer@db.internal:5432/moc", SecretRules.UrlPassword),
        new("redis://:" + "br1ckt0wer@cache:6379/0", SecretRules.UrlPassword),
        new("Host=db.internal;Username=lego;" + "Password=br1ckt0wer;Database=moc", SecretRules.ConnectionString),
        new("Password=" + "br1ckt0wer;Host=db.internal", SecretRules.ConnectionString),
        new("Server=db;User Id=lego;" + "Pwd=br1ckt0wer", SecretRules.ConnectionString),
        new("cache.internal:6379," + "password=br1ckt0wer,ssl=true", SecretRules.ConnectionString),
        new("DefaultEndpointsProtocol=https;AccountName=a;" + "AccountKey=" + Random + "==;EndpointSuffix=x", SecretRules.ConnectionString),
        new("AWS_SECRET_ACCESS_KEY=" + Random, SecretRules.NamedValue),
        new("private const string ClientSecret = \"" + Random + "\";", SecretRules.NamedValue),
        new("  apiKey: '" + Random + "',", SecretRules.NamedValue),
        new("{\"accessToken\": \"" + Random + "\"}", SecretRules.NamedValue),
        new("export DB_PASSWORD=" + Random, SecretRules.NamedValue),
    ];

    [TestCaseSource(nameof(Kinds))]
    public void Each_kind_is_found(string line, string rule) =>
        Assert.That(SecretRules.Find(line).Select(found => found.Rule), Does.Contain(rule));

    [TestCase("Task<Token> ReadAsync(string token, CancellationToken cancellationToken = default);")]
    [TestCase("var password = settings.Password ?? throw new InvalidOperationException();")]
    [TestCase("Host=db;Username=lego;Password={password};Database=moc")]
    [TestCase("Host=db;Username=lego;Password=$DB_PASSWORD;Database=moc")]
    [TestCase("https://user:{password}@host/")]
    [TestCase("\"contentHash\": \"7nb5YzXuvWWJxB0J8DiyL3we+X4FOctZrt0fIBnucOIaIevFEEwGQVZKtiu9olXdlNAK1eNgqSral6r/jlhI4w==\"")]
    [TestCase("public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);")]
    [TestCase("secretName: lego-api-production-database-2")]
    [TestCase("-----BEGIN CERTIFICATE-----")]
    [TestCase("commit 46ce283b6d7f1e0d3fa2b9b2b8b1b8b9b8b1b8b9")]
    public void What_only_speaks_of_secrets_is_left_alone(string line) => Assert.That(SecretRules.Find(line), Is.Empty);

    [Test]
    public void The_samples_for_cloud_keys_and_service_tokens_are_found()
    {
        var shaped = PlantedSecrets.All.Where(planted => planted.Name is "Access key id" or "GitHub" or "GitLab" or "Slack" or "Stripe" or "npm" or "Vault" or "Google key" or "JWT" or "Private key");

        Assert.That(shaped.Where(planted => !SecretRules.Find(planted.Text.Split('\n')[0]).Any()), Is.Empty);
    }

    [Test]
    public void A_finding_names_the_secret_without_telling_it()
    {
        var text = new SecretFinding("a.txt", 7, SecretRules.Token, Random).ToString();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(text, Does.StartWith("a.txt:7: token (32 characters, fingerprint "));
            Assert.That(text, Does.Not.Contain(Random[..6]));
        }
    }
}
