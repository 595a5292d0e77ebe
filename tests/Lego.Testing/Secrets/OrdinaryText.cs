using System.Globalization;

namespace Lego.Testing.Secrets;

/// <summary>
/// Makes texts without secrets as applications write them by the thousand: ids, hashes, sizes, times, ARNs, statements, stack lines, addresses
/// of services, names that merely sound secret. Redaction must return each as it is.
/// </summary>
public static class OrdinaryText
{
    private static readonly Func<Random, string>[] Kinds =
    [
        random => $"moc {Id(random)} of user {Id(random)} was not found",
        random => $"Root=1-{Hex(random, 8)}-{Hex(random, 24)};Parent={Hex(random, 16)};Sampled={random.Next(2)}",
        random => $"00-{Hex(random, 32)}-{Hex(random, 16)}-01",
        random => $"etag \"{Hex(random, 32)}\", sha256:{Hex(random, 64)}",
        random => $"commit {Hex(random, 40)} by build {random.Next(10_000)}",
        random => $"arn:aws:lambda:eu-west-{random.Next(1, 4)}:{Number(random, 12)}:function:moc-get",
        random => $"arn:aws:dynamodb:us-east-1:{Number(random, 12)}:table/Tokens/index/by-{Word(random)}",
        random => $"{Time(random)} took {random.NextDouble() * 1000:F3} ms, {random.Next():N0} bytes, {random.Next(100)} %",
        random => $"SELECT id, title, token_count FROM {Word(random)} WHERE user_id = ${random.Next(1, 9)} AND created_at < $2 LIMIT {random.Next(100)}",
        random => $"INSERT INTO {Word(random)} (id, title, password_hash) VALUES ($1, $2, $3) RETURNING id",
        random => $"   at Lego.Functions.{Title(random)}.{Title(random)}Token.ReadAsync(String password, CancellationToken cancellationToken) in /src/{Title(random)}.cs:line {random.Next(1, 400)}",
        random => $"mocs/{Id(random)}/{Word(random)}-{random.Next(100)}.pdf",
        random => $"https://{Word(random)}.example.com:{random.Next(1024, 65535)}/api/mocs/{Id(random)}?page={random.Next(50)}&limit=20&sort=-created_at",
        random => $"GET /{Word(random)}/{random.Next(1000)} {random.Next(200, 500)} {random.Next(500)}ms",
        random => $"Host={Word(random)}.internal;Port=5432;Database={Word(random)};SSL Mode=Require;Timeout={random.Next(60)}",
        random => $"{Word(random)}.internal:6379,ssl=true,abortConnect=false,connectTimeout={random.Next(5000)}",
        random => $"The {Pick(random, "password", "token", "secret", "API key")} of {Word(random)} {Pick(random, "is required", "has expired", "must have 8 characters or more", "was rotated")}.",
        random => $"{{\"id\":\"{Id(random)}\",\"title\":\"{Title(random)}'s {Word(random)}\",\"tags\":[\"{Word(random)}\"],\"count\":{random.Next(999)},\"tokenCount\":{random.Next(99)}}}",
        random => $"version {random.Next(20)}.{random.Next(20)}.{random.Next(2000)}-preview.{random.Next(9)}+{Hex(random, 7)}",
        random => $"{random.Next(256)}.{random.Next(256)}.{random.Next(256)}.{random.Next(256)}:{random.Next(1024, 65535)} closed the connection",
        random => $"order {Number(random, 10)}, part {random.Next(1000, 99999)}, set {random.Next(1000, 99999)}-1, ISBN 978-3-16-{Number(random, 6)}-0",
        random => $"ticks {638_000_000_000_000_000 + random.NextInt64(10_000_000_000_000_000)}, epoch {1_700_000_000_000 + random.NextInt64(100_000_000_000)}",
        random => $"<item name=\"{Word(random)}\" quantity=\"{random.Next(99)}\"><color>{Title(random)}</color></item>",
        random => $"{Title(random)}TokenProvider: started in {random.Next(99)} ms; PasswordPolicy: strict; token_type=bearer&expires_in={random.Next(9999)}",
        random => $"key=moc:detail:{Id(random)} generation={random.Next(999)} ttl={random.Next(999)}s hit={Pick(random, "true", "false")}",
        random => $"User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{random.Next(90, 140)}.0.0.0 Safari/537.36",
        random => $"\\u003Ctitle\\u003E{Title(random)} \\u0026 {Title(random)}\\u003C/title\\u003E &lt;{Word(random)}&gt; &amp; &quot;{Word(random)}&quot;",
        random => ProseGenerator.Create([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next())]),
    ];

    /// <summary>How many kinds there are.</summary>
    public static int KindCount => Kinds.Length;

    /// <summary>A text of any kind; the same randomness makes the same one.</summary>
    public static string Next(Random random) => Kinds[random.Next(Kinds.Length)](random);

    private static string Id(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString("D", CultureInfo.InvariantCulture);
    }

    private static string Hex(Random random, int length) => Letters(random, "0123456789abcdef", length);

    private static string Number(Random random, int length) => Letters(random, "0123456789", length);

    // Without the letters of "token", "pwd", "auth" and their like: a million random words have each of them.
    private static string Word(Random random) => Letters(random, "bcdefghijlmnoqrtxyz", random.Next(3, 10));

    private static string Title(Random random) => char.ToUpperInvariant(Word(random)[0]) + Word(random);

    private static string Time(Random random) =>
        DateTimeOffset.FromUnixTimeSeconds(random.NextInt64(1_600_000_000, 1_900_000_000)).ToString(Pick(random, "O", "u", "R"), CultureInfo.InvariantCulture);

    private static string Letters(Random random, string alphabet, int length) => new(random.GetItems<char>(alphabet, length));

    private static string Pick(Random random, params ReadOnlySpan<string> choices) => choices[random.Next(choices.Length)];
}
