namespace Lego.Functions.Tests.Attacks;

/// <summary>Texts that mean something to one reader or another: to SQL, LIKE, a search server, a browser, a header, a shell, a file system.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<string> All { get; } =
    [
        "' or '1'='1", "'; drop table moc_instructions; --", "') union select user_id, title from moc_instructions --", "\"; select pg_sleep(9) --",
        "$$; delete from wishlist_items; $$", "$1", "@userId", "{0}", "%s%n%x", "${7*7}", "{{7*7}}", "#{7*7}", "${jndi:ldap://127.0.0.1:9/a}",
        "%", "%%", "_", "____", "\\", "\\%", "a\\", "[a-z]", "(?i).*", "^$", ".*", "*", "?", "a*b?",
        "userId:*", "*:*", "title:(castle) OR userId:*", "_exists_:userId", "castle OR *", "castle~9", "\"castle\"~10", "AND", "NOT castle", "+ - = && || > < ! ( ) { } [ ] ^ \" ~ * ? : \\ /",
        "{\"match_all\":{}}", "\"}}],\"should\":[{\"match_all\":{}}]", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
        "</title><svg onload=alert(1)>", "<!--", "]]>", "<?xml version=\"1.0\"?>", "&lt;&amp;&#0;", "\r\nX-Evil: 1", "a\nb", "a\rb", "\t", "\u0001\u001f\u007f", "a\0b",
        "\u2028\u2029", "\u202egnp.exe", "\u200b\ufeff", "e\u0301\u0301\u0301", "🧱👩‍🚀", "ß İ ı K", "ｆｕｌｌ", "\ufffd\uffff", "..", "../../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "CON",
        "; ls", "| cat", "`id`", "$(id)", "--help", "-1", "0", "1e999", "NaN", "null", "undefined", "true", "[]", "{}", "", " ", "  a  ", "a:b:c", "none", "all", "a,b", "a|b",
        "http://127.0.0.1:9/", "file:///etc/passwd", "https://lego-tests.s3.us-east-1.amazonaws.com/wishlist/x/../../y", "data:text/html,<script>alert(1)</script>",
        new('a', 200), new('a', 256), new('%', 150), new('\'', 199), new('é', 5000), string.Concat(Enumerable.Repeat("((", 90)),
    ];

    /// <summary>One of them, two joined, or one in the middle of an ordinary word.</summary>
    public static string Next(Random random) => random.Next(4) switch
    {
        0 => One(random) + One(random),
        1 => "cas" + One(random) + "tle",
        _ => One(random),
    };

    private static string One(Random random) => All[random.Next(All.Count)];
}
