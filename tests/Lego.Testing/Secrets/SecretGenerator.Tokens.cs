namespace Lego.Testing.Secrets;

/// <summary>What is known by its own shape, wherever it stands: keys and tokens of clouds and common services.</summary>
public static partial class SecretGenerator
{
    // Prefixes are put together from parts, so that scanners of repositories do not take them for leaks.
    private static readonly (string Name, string Prefix, string Alphabet, int Length)[] Shapes =
    [
        ("GitHub personal", "gh" + "p_", Alphanumeric, 36),
        ("GitHub OAuth", "gh" + "o_", Alphanumeric, 36),
        ("GitHub server", "gh" + "s_", Alphanumeric, 36),
        ("GitHub fine-grained", "github" + "_pat_", Alphanumeric, 82),
        ("GitLab", "glpat" + "-", Base64Url, 20),
        ("Slack bot", "xox" + "b-", Alphanumeric, 40),
        ("Slack user", "xox" + "p-", Alphanumeric, 40),
        ("Slack app", "xapp" + "-1-", Alphanumeric, 50),
        ("Stripe live", "sk" + "_live_", Alphanumeric, 24),
        ("Stripe restricted", "rk" + "_live_", Alphanumeric, 24),
        ("Webhook", "wh" + "sec_", Base64, 32),
        ("Model provider", "sk" + "-proj-", Base64Url, 48),
        ("Model provider, other", "sk" + "-ant-api03-", Base64Url, 90),
        ("Google key", "AI" + "za", Base64Url, 35),
        ("Google access", "ya29" + ".", Base64Url, 60),
        ("Google client", "GOC" + "SPX-", Base64Url, 28),
        ("npm", "npm" + "_", Alphanumeric, 36),
        ("PyPI", "pypi" + "-", Base64Url, 100),
        ("NuGet", "oy2", Lower + "234567", 43),
        ("Hugging Face", "hf" + "_", Alphanumeric, 34),
        ("Vault", "hvs" + ".", Base64Url, 90),
        ("DigitalOcean", "dop" + "_v1_", Hex, 64),
        ("Shopify", "shp" + "at_", Hex, 32),
        ("Docker", "dckr" + "_pat_", Base64Url, 27),
        ("Databricks", "dapi", Hex, 32),
        ("Atlassian", "ATA" + "TT3xFfGF0", Base64Url, 170),
        ("Linear", "lin" + "_api_", Alphanumeric, 40),
        ("Grafana", "glsa" + "_", Alphanumeric, 32),
        ("Sentry", "sntrys" + "_", Base64Url, 80),
        ("Postman", "PMA" + "K-", Hex, 59),
        ("Doppler", "dp.pt" + ".", Alphanumeric, 43),
        ("Age key", "AGE-SECRET" + "-KEY-1", Upper + Digits, 58),
        ("Square", "sq0" + "csp-", Base64Url, 43),
        ("Pulumi", "pul" + "-", Hex, 40),
    ];

    private static IEnumerable<Kind> Tokens =>
    [
        .. Shapes.Select(shape => new Kind(shape.Name, random => Token(random, shape.Prefix, shape.Alphabet, shape.Length))),
        new("AWS access key id", random => Whole(Pick(random, "AKIA", "ASIA") + Text(random, Upper + "234567", 16))),
        new("JWT", random =>
        {
            var jwt = "eyJ" + Text(random, Base64Url, 30, 60) + ".eyJ" + Text(random, Base64Url, 40, 200) + "." + Text(random, Base64Url, 43);
            return Whole(jwt);
        }),
        new("SendGrid", random => Whole("SG" + "." + Text(random, Base64Url, 22) + "." + Text(random, Base64Url, 43))),
        new("Telegram", random => Token(random, Text(random, "123456789", 1) + Text(random, Digits, 9) + ":AA", Base64Url, 33)),
        new("Bearer header", random =>
        {
            var token = Text(random, Base64Url, 20, 60);
            return ($"{AnyCase(random, "Authorization")}: {AnyCase(random, "Bearer")} {token}", token);
        }),
        new("Basic header", random =>
        {
            var credential = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("lego:" + Password(random)));
            return ($"Authorization: Basic {credential}", credential.TrimEnd('='));
        }),
        new("AWS signature", random =>
        {
            var signature = Text(random, Hex, 64);
            return ($"Authorization: AWS4-HMAC-SHA256 Credential=x/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature={signature}", signature);
        }),
    ];

    private static (string Text, string Secret) Token(Random random, string prefix, string alphabet, int length)
    {
        // A few of real ones have no digit and no capital by chance; one in a million is not worth a rule.
        var rest = Text(random, alphabet, length - 2) + "7" + (alphabet == Hex ? "a" : alphabet.Contains('Q', StringComparison.Ordinal) ? "Q" : "q");
        return (prefix + rest, rest);
    }

    private static (string Text, string Secret) Whole(string secret) => (secret, secret);
}
