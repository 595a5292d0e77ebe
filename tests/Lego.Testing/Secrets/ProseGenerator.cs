using System.Globalization;
using System.Text;

namespace Lego.Testing.Secrets;

/// <summary>Makes harmless text: words, contractions, numbers, ids, times and punctuation, as messages and logs have them.</summary>
public static class ProseGenerator
{
    private static readonly string[] Words =
    [
        "fortress", "Anna's", "isn't", "tower", "the", "a", "request", "took", "12", "ms", "moc-get", "failed", "because", "page", "of", "3.5", "MB",
        "user", "database", "unique", "constraint", "dragon", "it's", "they're", "v1.2.3", "2026-01-02T03:04:05Z", "/api/mocs", "null", "ok,",
        "done.", "(see", "below)", "the \"quoted\"", "status:", "404", "password", "token", "secret", "key", "authorization", "headers",
        "größer", "字节", "x=1", "limit=20;", "a/b/c", "--verbose", "[info]", "{count}", "e.g.", "and/or", "100%", "#7", "@", "&", "->", "…",
    ];

    /// <summary>The text that a list of numbers stands for; the same numbers give the same text.</summary>
    public static string Create(IReadOnlyList<int> choices)
    {
        var text = new StringBuilder();
        foreach (var choice in choices)
        {
            var value = choice & int.MaxValue;
            var isId = value % 11 == 0;
            text.Append(isId ? new Guid(value, 7, 9, 1, 2, 3, 4, 5, 6, 7, 8).ToString("D", CultureInfo.InvariantCulture) : Words[value % Words.Length]);
            text.Append(value % 17 == 0 ? '\n' : ' ');
        }

        return text.ToString();
    }
}
