using System.Globalization;

namespace Lego.Testing.Secrets;

/// <summary>What is known by what it stands beside: connection strings, URLs, names with values, blocks.</summary>
public static partial class SecretGenerator
{
    private static IEnumerable<Kind> ConnectionStrings =>
    [
        new("Npgsql", random => Npgsql(random, Password(random))),
        new("Npgsql, single quotes", random => Npgsql(random, Quoted(random, '\''), '\'')),
        new("Npgsql, double quotes", random => Npgsql(random, Quoted(random, '"'), '"')),
        new("libpq", random =>
        {
            var password = Password(random);
            return ($"host=db port=5432 user=lego {Pick(random, "password", "sslpassword")}={password} dbname=moc", password);
        }),
        new("Postgres environment", random => Pair($"PGPASSWORD={{0}} psql -h db", Password(random))),
        new("Redis", random =>
        {
            var password = Password(random, Alphanumeric + "!#%*_+-.~^");
            var pairs = Shuffled(random, AnyCase(random, "password") + "=" + password, "ssl=true", "abortConnect=false", "user=lego");
            return ("cache.internal:6379," + string.Join(Pick(random, ",", ", "), pairs), password);
        }),
        new("Storage account", random => Pair("DefaultEndpointsProtocol=https;AccountName=a;AccountKey={0}==;EndpointSuffix=x", Text(random, Base64, 86))),
    ];

    private static IEnumerable<Kind> Urls =>
    [
        new("URL with a password", random =>
        {
            var scheme = Pick(random, "postgres", "postgresql", "redis", "rediss", "amqp", "https", "mongodb+srv", "ftp", "smtp");
            return Pair($"{scheme}://lego:{{0}}@{Host(random)}:5432/moc", Password(random, Alphanumeric + "!*()_-.~$+"));
        }),
        new("URL with an escaped password", random => Pair("redis://lego:{0}@cache:6379", Uri.EscapeDataString(Password(random, Unquoted + ":/@?#[]")))),
        new("URL with a token as user", random => Pair($"https://{{0}}@{Host(random)}/repository.git", Text(random, Alphanumeric, 24, 40))),
        new("Presigned URL", random => Pair(
            "https://b.s3.eu-west-1.amazonaws.com/k.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=300&X-Amz-Signature={0}", Text(random, Hex, 64))),
        new("Presigned URL, session", random => Pair("https://s3/b/k?X-Amz-Security-Token={0}&X-Amz-Date=2", Uri.EscapeDataString(Text(random, Base64, 120)))),
        new("Shared access signature", random => Pair("https://a.blob/c?sv=2022&sp=r&sig={0}", Uri.EscapeDataString(Text(random, Base64, 43) + "="))),
        new("Query parameter", random =>
        {
            var name = Pick(random, "token", "access_token", "api_key", "apikey", "password", "code", "client_secret", "id_token", "refresh_token", "sig");
            return Pair($"/hook?page=2&{AnyCase(random, name)}={{0}}&x=1", Text(random, Alphanumeric, 12, 40));
        }),
    ];

    private static IEnumerable<Kind> Labels =>
    [
        new("JSON member", random => Pair($"{{{{\"user\":\"bob\",\"{Label(random)}\":\"{{0}}\"}}}}", Password(random))),
        new("JSON member, with blanks", random => Pair($"{{{{ \"{Label(random)}\" : \"{{0}}\", \"x\": 1 }}}}", Password(random, Unquoted + " ;,{}"))),
        new("Environment variable", random => Pair(Label(random).ToUpperInvariant() + "={0}", Password(random))),
        new("Label with a colon", random => Pair(Label(random) + ": {0}", Password(random))),
        new("YAML", random => Pair($"db:\n  {Label(random)}: \"{{0}}\"\n  host: db", Password(random, Unquoted + " "))),
        new("Element", random =>
        {
            var name = Label(random);
            return Pair($"<user><{name}>{{0}}</{name}></user>", Password(random));
        }),
        new("Attribute", random => Pair($"<add {Label(random)}=\"{{0}}\" user=\"bob\"/>", Password(random, Unquoted + " "))),
        new("Command option", random => Pair($"tool --{Pick(random, "password", "token", "api-key", "client-secret")} {{0}} --verbose", Password(random))),
        new("Form", random => Pair($"user=bob&{Label(random)}={{0}}&x=1", Password(random, Alphanumeric + "-._~*"))),
        new("AWS secret key", random => Pair(
            Pick(random, "AWS_SECRET_ACCESS_KEY={0}", "aws_secret_access_key = {0}", "Secret access key: {0}", "\"SecretAccessKey\": \"{0}\""), Text(random, Base64, 40))),
        new("Cookie", random => Pair("Cookie: theme=dark; sid={0}", Text(random, Alphanumeric, 20, 40))),
        new("API key header", random => Pair(Pick(random, "X-Api-Key", "X-Auth-Token", "X-Amz-Security-Token", "Proxy-Authorization") + ": {0}", Text(random, Alphanumeric, 20, 40))),
    ];

    private static IEnumerable<Kind> PrivateKeys =>
    [
        new("Private key", random =>
        {
            var label = Pick(random, "", "RSA ", "EC ", "ENCRYPTED ", "OPENSSH ", "DSA ") + "PRIVATE KEY";
            var body = Text(random, Base64, 64);
            var end = Pick(random, "\n", "\r\n");
            return ($"-----BEGIN {label}-----{end}{Text(random, Base64, 64)}{end}{body}{end}-----END {label}-----", body);
        }),
    ];

    private static IEnumerable<Kind> Personal =>
    [
        new("Card", random => Whole(Card(random))),
        new("Mail address", random => Whole(
            Text(random, Lower, 1) + Text(random, Lower + Digits + "._+-", 4, 12) + Text(random, Lower, 2) + "@" + Host(random) + "." + Pick(random, "com", "org", "co.uk", "dev"))),
    ];

    private static string Label(Random random) => Pick(
        random, "password", "Password", "passwd", "client_secret", "clientSecret", "ClientSecret", "apiKey", "api_key", "api-key", "accessToken", "access_token",
        "refresh_token", "secretKey", "secret_key", "privateKey", "signing_key", "db_password", "DbPassword", "authToken", "x-auth-token", "webhook_secret",
        "encryption_key", "passphrase", "credential", "masterKey");

    private static (string Text, string Secret) Npgsql(Random random, string password, char quote = '\0')
    {
        var value = quote == '\0' ? password : quote + password + quote;
        var name = AnyCase(random, Pick(random, "Password", "PSW", "PWD", "SSL Password", "SslPassword"));
        var equals = Pick(random, "=", " = ", "= ");
        var pairs = Shuffled(random, "Host=db.internal", "Port=5432", "Username=lego", name + equals + value, "Database=moc", "SSL Mode=Require");
        return (string.Join(Pick(random, ";", "; "), pairs) + Pick(random, "", ";"), password);
    }

    // What ADO.NET's quotes are for: blanks, semicolons and the other quote in the value.
    private static string Quoted(Random random, char quote) => Password(random, Unquoted + " ;=" + (quote == '"' ? "'" : ""));

    private static string[] Shuffled(Random random, params string[] pairs)
    {
        random.Shuffle(pairs);
        return pairs;
    }

    private static string Host(Random random) => Text(random, Lower, 3, 8) + ".corp";

    private static (string Text, string Secret) Pair(string format, string secret) => (string.Format(CultureInfo.InvariantCulture, format, secret), secret);

    /// <summary>A number of an issuer with a right check digit, in one piece or in groups.</summary>
    private static string Card(Random random)
    {
        var (prefix, length) = Pick(random, ("4", 16), ("51", 16), ("2221", 16), ("37", 15), ("6011", 16), ("3528", 16), ("36", 14));
        var digits = prefix + Text(random, Digits, length - prefix.Length - 1);
        var sum = digits.Reverse().Select((c, i) => i % 2 == 0 ? (c - '0') * 2 : c - '0').Sum(value => value > 9 ? value - 9 : value);
        digits += (char)('0' + ((10 - (sum % 10)) % 10));
        var groups = length switch { 16 => new[] { 4, 4, 4, 4 }, 15 => [4, 6, 5], _ => [4, 6, 4] };
        var separator = Pick(random, "", " ", "-");
        var start = 0;
        return string.Join(separator, groups.Select(group => digits[start..(start += group)]));
    }
}
