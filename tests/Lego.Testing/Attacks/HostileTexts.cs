namespace Lego.Testing.Attacks;

/// <summary>Texts that parsers, databases and pages are known to stumble over.</summary>
public static class HostileTexts
{
    /// <summary>Short ones, each for a reason of its own.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "", " ", "\0", "a\0b", "\ud800", "\udc00", "x\ud83d", "\ud83d\ude00", "\ufeff", "\ufffe", "\uffff", "\u200e\u202e", "e\u0301\u0301\u0301",
        "\r\n", "a\r\nX-Evil: 1", "\t\v\f", "\u0001\u001f\u007f\u0085\u2028\u2029", "\\", "\\0", "\"", "'", "''", "`", "%", "%00", "%zz", "%2e%2e%2f", "_",
        "../../../etc/passwd", "..\\..\\", "/", "//", ".", "..", "C:\\con", "null", "undefined", "NaN", "Infinity", "-Infinity", "true", "[]", "{}", "0",
        "-1", "-0", "007", "1.5", "1e999", "-1e999", "9223372036854775808", "2147483648", "99999999999999999999999999999999", "0x10", "1,5", "١٢٣",
        "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000001}", "0000-01-01", "9999-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T25:61:61Z", "10000-01-01T00:00:00Z", "2026-01-01", "' OR 1=1 --",
        "'; drop table moc_instructions; --", "$1", "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "&lt;", "&#0;", "]]>", "*", "?", "*:*", "title:(", "AND", "\"unclosed", "~", "a~99", "[* TO *]", "(((((", "http://", "https://a b", "javascript:alert(1)",
        "file:///etc/passwd", "http://\0", "ſ", "İ", "ß", "\u1e9e", "K",
        "' or '1'='1", "') union select user_id, title from moc_instructions --", "\"; select pg_sleep(9) --", "$$; delete from wishlist_items; $$",
        "@userId", "{0}", "%s%n%x", "${7*7}", "#{7*7}", "${jndi:ldap://127.0.0.1:9/a}", "%%", "____", "\\%", "a\\", "[a-z]", "(?i).*", "^$", ".*",
        "a*b?", "userId:*", "title:(castle) OR userId:*", "_exists_:userId", "castle OR *", "castle~9", "\"castle\"~10", "NOT castle",
        "+ - = && || > < ! ( ) { } [ ] ^ \" ~ * ? : \\ /", "{\"match_all\":{}}", "\"}}],\"should\":[{\"match_all\":{}}]",
        "\"><img src=x onerror=alert(1)>", "</title><svg onload=alert(1)>", "<!--", "<?xml version=\"1.0\"?>", "&lt;&amp;&#0;", "\r\nX-Evil: 1",
        "a\nb", "a\rb", "\t", "\u0001\u001f\u007f", "\u2028\u2029", "\u202egnp.exe", "\u200b\ufeff", "🧱👩‍🚀", "ß İ ı K", "ｆｕｌｌ", "\ufffd\uffff",
        "..\\..\\x", "/etc/passwd", "C:\\x", "CON", "; ls", "| cat", "`id`", "$(id)", "--help", "  a  ", "a:b:c", "none", "all", "a,b", "a|b",
        "http://127.0.0.1:9/", "https://lego-tests.s3.us-east-1.amazonaws.com/wishlist/x/../../y", "data:text/html,<script>alert(1)</script>",
    ];

    /// <summary>One of them, sometimes several in a row, sometimes very long.</summary>
    public static string Pick(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.Next(8) switch
        {
            0 => VeryLong(random),
            1 => One(random) + One(random),
            2 => "a" + One(random) + "z",
            _ => One(random),
        };
    }

    /// <summary>Up to 20,000 characters that do not compress well, or one text again and again.</summary>
    public static string VeryLong(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var length = random.Next(3) switch
        {
            0 => random.Next(90, 300),
            1 => random.Next(900, 4_000),
            _ => random.Next(4_000, 20_000),
        };
        if (random.Next(2) == 0)
        {
            return string.Create(length, random, static (text, random) => random.GetItems("abcdefghijklmnopqrstuvwxyz0123456789 üß漢", text));
        }

        var piece = One(random);
        return piece.Length == 0 ? new string('a', length) : string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1));
    }

    private static string One(Random random) => All[random.Next(All.Count)];
}
