namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Texts that names, keys and values are not expected to be.</summary>
internal static class HostileTraceTexts
{
    private static readonly string[] Known =
    [
        "", " ", "\u0000", "\ud800", "\udc00\ud800", "\r\n", "\u2028", "\"\\/", "{}", "</script><script>alert(1)</script>", "\u202e", "AWS.x", "_AWS.x",
        "trace", "truncated", "unfinished", "dropped", "folded", "annotation.key", "timedOut", "keptBecause", "functionName", "default", "request",
        "error", "password", "a\u0301", "\U0001f9f1", "%s%n", "../../etc", "NaN", "Infinity", "null", "key", "key ", "key_", "KEY", "ſ", "İ", "\ufeff",
        "\u0085", "\u001c", "\u00a0", "１", "٣", "db:moc.get", "*", "1-5759e988-bd862e3fe1be46a994272793",
    ];

    internal static string Next(Random random) => random.Next(40) switch
    {
        0 => new string((char)random.Next(char.MaxValue + 1), random.Next(3_000)),
        1 => string.Concat(Enumerable.Repeat(Pick(random), random.Next(300))),
        < 8 => Characters(random),
        < 12 => Pick(random) + Pick(random),
        _ => Pick(random),
    };

    /// <summary>A million characters.</summary>
    internal static string Huge(Random random) => new((char)random.Next(1, char.MaxValue + 1), 1_000_000);

    private static string Pick(Random random) => Known[random.Next(Known.Length)];

    private static string Characters(Random random)
    {
        var text = new char[random.Next(60)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (char)(random.Next(2) == 0 ? random.Next(128) : random.Next(char.MaxValue + 1));
        }

        return new string(text);
    }
}
