namespace Lego.Testing.Secrets;

/// <summary>Texts without secrets, many of them close to one; redaction must not touch them.</summary>
public static class CleanTexts
{
    public static IReadOnlyList<string> All { get; } = [.. Identifiers, .. Prose, .. Code, .. Paths, .. Json];

    private static IEnumerable<string> Identifiers =>
    [
        "", " ", "\n",
        "550e8400-e29b-41d4-a716-446655440000",
        "4a3f2b1c-1111-4111-8111-111111111111 was not found",
        "12345678-1234-1234-1234-123456789012",
        "Root=1-58406520-a006649127e371903a2de979;Parent=53995c3f42cd8ad8;Sampled=1",
        "1-58406520-0066491273710190312979",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "1763851234567-k3j9x2ab",
        "4763851234567-1a2b3c4d",
        "requestId 8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        "arn:aws:lambda:eu-west-1:123456789012:function:moc-get",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:moc/db-AbCdEf",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "etag \"d41d8cd98f00b204e9800998ecf8427e\"",
        "2026-01-02T03:04:05.678Z", "2026-01-02 03:04:05 +01:00", "04/05/2026 12:30",
        "1.0.0-beta.12+build.345", "10.0.401", "v8.9.1",
        "192.168.10.1:5432", "[::1]:6379", "127.0.0.1:5080",
        "+49 30 1234567", "ISBN 978-3-16-148410-0", "638994816000000000", "4444444444444444",
        "ids 40 41 42 43 44 45 46", "4000 5000 6000 7000 8000", "3.14159265358979323846",
    ];

    private static IEnumerable<string> Prose =>
    [
        "It's Bob's castle, isn't it?",
        "The dragon's 'tower' wasn't found in the users' list",
        "Title must be 1 to 255 characters long.",
        "The password must have at least 8 characters.",
        "Password is required",
        "Invalid token", "The token has expired.", "Unexpected token '<' at position 0",
        "Missing bearer token", "The bearer token is malformed", "Basic authentication is not supported", "basic understanding",
        "Select a theme from the list, or enter another one.",
        "Select one of ('moc', 'set') from the list.",
        "Update your profile and set a new picture.",
        "Please insert the file into the form ('parts-list').",
        "type must be one of 'moc', 'set'",
        "Delete from the wishlist where it's not needed.",
        "The secret of success: it's hard work",
        "Secretary: Bob",
        "password: null", "password: ***", "token: true", "secret=",
        "user@localhost", "look @ this", "50% off @home", "@bob and @alice", "a@b", "pkg@1.2.3",
        "Ratio 4:3, score 10:2, time 12:30", "a = b", "x == y", "key=moc:detail:42", "cache key moc:user:7:list",
        "The operation was canceled.",
        "23505: duplicate key value violates unique constraint \"moc_user_title_key\"",
        "42601: syntax error at or near \"SELEC\"",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "Key (of the castle) is lost",
        "DETAIL", "detail: see below",
        "Größe überschritten: 5 MB", "字节太长", "naïve café",
        "[redacted]", "password=[redacted]", "{\"token\":\"[redacted]\"}", "postgres://[redacted]@db:5432/moc",
    ];

    private static IEnumerable<string> Code =>
    [
        "   at Lego.Functions.Moc.MocGet.HandleAsync(MocGetRequest request, CancellationToken cancellationToken)",
        "   at Lego.Auth.TokenReader.ReadToken(String token) in /src/Auth/TokenReader.cs:line 42",
        "   at Npgsql.Internal.NpgsqlConnector.<Open>g__OpenCore|213_1(NpgsqlConnector conn, SslMode sslMode)",
        "   at System.Collections.Generic.Dictionary`2.get_Item(TKey key)",
        "--- End of stack trace from previous location ---",
        "Microsoft.IdentityModel.Tokens.SecurityTokenExpiredException: IDX10223: Lifetime validation failed.",
        "Could not load file or assembly 'A, Version=1.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089'.",
        "Value cannot be null. (Parameter 'token')",
        "Object reference not set to an instance of an object.",
        "if (password == null || token != other) { }",
        "token => token.Length",
        "'<' is an invalid start of a value. Path: $.token | LineNumber: 0 | BytePositionInLine: 0.",
        "SELECT id, title FROM moc WHERE user_id = $1 AND token = $2",
        "UPDATE account SET password_hash = $1 WHERE id = $2",
        "select count(*) from moc",
        "TokenService: started", "PasswordPolicy: strict", "token_type=bearer&expires_in=3600", "max_length=20",
        "std::string::npos", "List<String>", "a::password::b",
        "const char* p = \"x\";",
    ];

    private static IEnumerable<string> Paths =>
    [
        "/api/mocs/550e8400-e29b-41d4-a716-446655440000/files?format=json",
        "/api/mocs?page=2&limit=20&search=castle&tag=space",
        "https://example.com/@bob/photos", "https://example.com:8443/a/b?c=d#e", "http://localhost:5080/health",
        "http://token-service:8080/status", "https://secrets.internal/health",
        "postgresql://db.internal:5432/moc", "s3://bucket/mocs/1/file.pdf", "file:///tmp/a.txt",
        "C:\\Users\\bob\\file.txt", "/var/task/secrets/readme.md", "../../etc/hosts",
        "Host=db.internal;Port=5432;Database=moc;Timeout=5",
        "cache.internal:6379,ssl=true,abortConnect=false",
        "mocs/1/instruction/castle.pdf", "text/html; charset=utf-8", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
        "sk-learn", "npm_config_cache", "xoxo", "eyJ", "AKIA", "GHP", "task-force-alpha",
    ];

    private static IEnumerable<string> Json =>
    [
        "{\"id\":1,\"title\":\"Castle\",\"tags\":[\"a\",\"b\"]}",
        "{\"token\":null,\"password\":\"\",\"hasSecret\":false}",
        "{\"success\":false,\"error\":{\"type\":\"NOT_FOUND\",\"message\":\"The resource was not found.\"}}",
        "{\"format\": \"json\", \"version\": 1}",
        "[1,2,3]", "{}", "null",
    ];
}
