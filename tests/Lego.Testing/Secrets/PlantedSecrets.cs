namespace Lego.Testing.Secrets;

/// <summary>Texts with planted secrets, for any test that sends text through responses, logs or traces. None of the secrets is real.</summary>
public static partial class PlantedSecrets
{
    // Put together from parts, so that scanners of repositories do not take the samples for leaks.
    private const string AccessKey = "AKIA" + "QX7Z3M5NPLW2RTYV";
    private const string SecretKey = "Kd83jfLq0ZxVn27s/PbW4mTyHg1cRe9+uXaOi5Bk";
    private const string Jwt = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiJib2IifQ.s5qZl0Tt7Jm3cVw2Xy9";

    public static IReadOnlyList<PlantedSecret> All { get; } =
        [.. ConnectionStrings, .. Urls, .. CloudKeys, .. ServiceTokens, .. Labels, .. Personal, .. Sql];

    /// <summary>Secrets of <see cref="All"/> that a text still holds.</summary>
    public static IReadOnlyList<PlantedSecret> FoundIn(string text) =>
        [.. All.Where(planted => text.Contains(planted.Secret, StringComparison.Ordinal))];

    private static IEnumerable<PlantedSecret> ConnectionStrings =>
    [
        new("Npgsql", "Host=db.internal;Port=5432;Username=lego;Password=br1ck-t0wer;Database=moc", "br1ck-t0wer"),
        new("Npgsql, password last", "Host=db.internal;Username=lego;Password=br1ck-t0wer", "br1ck-t0wer"),
        new("Npgsql, password first", "Password=br1ck-t0wer;Host=db.internal", "br1ck-t0wer"),
        new("Npgsql, blanks around", "Host = db.internal; Password = br1ck-t0wer ; Timeout = 5", "br1ck-t0wer"),
        new("Npgsql, in capitals", "HOST=DB;PASSWORD=br1ck-t0wer;SSLMODE=Require", "br1ck-t0wer"),
        new("Npgsql, Pwd", "Server=db;User Id=lego;Pwd=br1ck-t0wer;", "br1ck-t0wer"),
        new("Npgsql, Passwd", "Server=db;UID=lego;Passwd=br1ck-t0wer;", "br1ck-t0wer"),
        new("Npgsql, PSW", "Server=db;User Id=lego;PSW=br1ck-t0wer;", "br1ck-t0wer"),
        new("Npgsql, Passphrase", "Host=db;SSL Key=/k.pem;SSL Passphrase=br1ck-t0wer;", "br1ck-t0wer"),
        new("ADO, with a blank", "Server=db;Password=two words;Database=moc", "two words"),
        new("ADO, with a blank, last", "Server=db;Password=two words", "words"),
        new("ADO, with a comma", "Server=db;Password=a1,b2 c3;Database=moc", "b2 c3"),
        new("ADO, in single quotes", "Server=db;Password='br1;ckt0wer';Database=moc", "ckt0wer"),
        new("ADO, in double quotes", "Server=db;Password=\"br1;\"\"ckt0wer\";Database=moc", "ckt0wer"),
        new("ADO, in braces", "Driver=pg;Pwd={br1;ckt0wer};Server=db", "ckt0wer"),
        new("ADO, apostrophe inside", "Server=db;Password=it'sMine;Database=moc", "sMine"),
        new("ADO, in a message", "Cannot open 'Server=db;User=sa;Password=br1ck-t0wer' now", "br1ck-t0wer"),
        new("libpq", "host=db user=lego password=br1ck-t0wer dbname=moc", "br1ck-t0wer"),
        new("libpq, quoted", "host=db password='br1ck t0wer' dbname=moc", "t0wer"),
        new("Redis", "cache.internal:6379,password=br1ck-t0wer,ssl=true,abortConnect=false", "br1ck-t0wer"),
        new("Redis, last", "cache.internal:6379,ssl=true,password=br1ck-t0wer", "br1ck-t0wer"),
        new("Storage account", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + SecretKey + "==;EndpointSuffix=x", SecretKey),
        new("Service bus", "Endpoint=sb://a.b/;SharedAccessKeyName=root;SharedAccessKey=" + SecretKey + "=", SecretKey),
    ];

    private static IEnumerable<PlantedSecret> Urls =>
    [
        new("Postgres URL", "postgresql://lego:br1ck-t0wer@db.internal:5432/moc", "br1ck-t0wer"),
        new("Postgres URL, user", "postgres://legoadmin:br1ck@db/moc", "legoadmin"),
        new("Redis URL", "redis://:br1ck-t0wer@cache:6379/0", "br1ck-t0wer"),
        new("URL, broken password", "postgres://lego:br1/ck-t0wer@db:5432/moc", "ck-t0wer"),
        new("URL, at sign in password", "amqp://lego:br1@ck-t0wer@mq/", "ck-t0wer"),
        new("URL, token as user", "GET https://br1ckt0wer@git.internal/repo.git failed", "br1ckt0wer"),
        new("URL in quotes", "No such host: 'http://lego:br1ck-t0wer@search:9200'", "br1ck-t0wer"),
        new("Signed URL, signature", "https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=0f1e2d3c4b5a", "0f1e2d3c4b5a"),
        new("Signed URL, credential", "https://s3/b/k?X-Amz-Credential=whoever%2F20260101%2Feu&X-Amz-Date=2", "whoever"),
        new("Signed URL, session", "https://s3/b/k?X-Amz-Security-Token=FwoGZXIvYXdzEJr%2F&X-Amz-Date=2", "FwoGZXIvYXdzEJr"),
        new("Signed URL, version 2", "https://s3/b/k?AWSAccessKeyId=whoever&Signature=vjbyPxybdZaN&Expires=1", "vjbyPxybdZaN"),
        new("Signed URL, key id", "https://s3/b/k?AWSAccessKeyId=whoever&Expires=1", "whoever"),
        new("Shared access signature", "https://a.blob/c?sv=2022&sp=r&sig=aB3%2FdE5fG7", "aB3%2FdE5fG7"),
        new("Token parameter", "/hook?token=br1ckt0wer&page=2", "br1ckt0wer"),
        new("Access token parameter", "/cb?state=1&access_token=br1ckt0wer", "br1ckt0wer"),
        new("Token in fragment", "https://app/#id_token=br1ckt0wer&x=1", "br1ckt0wer"),
        new("Authorization code", "https://app/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=xyz", "SplxlOBeZQQYbYS6WxSbIA"),
        new("Key parameter", "https://maps/api?key=br1ckt0wer", "br1ckt0wer"),
        new("Escaped parameter name", "/x?access%5Ftoken=br1ckt0wer", "br1ckt0wer"),
        new("Ampersand as entity", "/x?a=1&amp;sig=br1ckt0wer", "br1ckt0wer"),
    ];

    private static IEnumerable<PlantedSecret> CloudKeys =>
    [
        new("Access key id", "The key " + AccessKey + " is not valid.", AccessKey),
        new("Temporary access key id", "(ASIA" + "QX7Z3M5NPLW2RTYV)", "QX7Z3M5NPLW2RTYV"),
        new("Access key id in an ARN", "user/" + AccessKey + ",eu-west-1", AccessKey),
        new("Secret key, environment", "AWS_SECRET_ACCESS_KEY=" + SecretKey, SecretKey),
        new("Secret key, file", "aws_secret_access_key = " + SecretKey, SecretKey),
        new("Secret key, prose", "Secret access key: " + SecretKey, SecretKey),
        new("Secret key, JSON", "{\"SecretAccessKey\": \"" + SecretKey + "\"}", SecretKey),
        new("Session token", "AWS_SESSION_TOKEN=FwoGZXIvYXdzEJr//////////wEaDKq", "FwoGZXIvYXdzEJr"),
        new(
            "Signature version 4",
            "Authorization: AWS4-HMAC-SHA256 Credential=me/2026/s3/aws4_request, SignedHeaders=host, Signature=fe5f80f77d5fa3beca",
            "fe5f80f77d5fa3beca"),
        new("Private key", "key: -----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY----- end", "IBAAKC"),
        new("Private key, escaped", "{\"k\":\"-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----\\n\"}", "MIIEvQ"),
        new("Private key, cut", "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE", "MHcCAQEE"),
        new("Private key, PGP", "-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQOYBF\n-----END PGP PRIVATE KEY BLOCK-----", "lQOYBF"),
    ];
}
