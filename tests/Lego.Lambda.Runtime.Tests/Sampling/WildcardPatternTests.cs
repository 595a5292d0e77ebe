using CsCheck;
using Lego.Lambda.Runtime.Sampling;

namespace Lego.Lambda.Runtime.Tests.Sampling;

[Parallelizable(ParallelScope.All)]
public sealed class WildcardPatternTests
{
    // Few letters, so that random patterns match often.
    private static readonly Gen<string> Texts = Gen.Char["abAé/"].Array[0, 12].Select(characters => new string(characters));
    private static readonly Gen<string> Patterns = Gen.Char["abBÉ/*?*"].Array[0, 10].Select(characters => new string(characters));

    [TestCase("*", "anything", true)]
    [TestCase("*", "", true)]
    [TestCase("**", "", true)]
    [TestCase("", "", true)]
    [TestCase("", "a", false)]
    [TestCase("?", "", false)]
    [TestCase("?", "a", true)]
    [TestCase("?*", "", false)]
    [TestCase("GET", "get", true)]
    [TestCase("GET", "gets", false)]
    [TestCase("/api/*", "/API/mocs", true)]
    [TestCase("/api/*", "/api", false)]
    [TestCase("/api/*/files", "/api/mocs/1/files", true)]
    [TestCase("/api/*/files", "/api/mocs/1/file", false)]
    [TestCase("*.example.com", "api.example.com", true)]
    [TestCase("*.example.com", "example.com", false)]
    [TestCase("moc-???", "moc-get", true)]
    [TestCase("moc-???", "moc-list", false)]
    [TestCase("*a*b", "aab", true)]
    [TestCase("a*a", "a", false)]
    [TestCase("*", null, true)]
    [TestCase("***", null, true)]
    [TestCase("", null, false)]
    [TestCase("?*", null, false)]
    [TestCase("a", null, false)]
    public void Matches(string pattern, string? text, bool expected) =>
        Assert.That(new WildcardPattern(pattern).Matches(text), Is.EqualTo(expected));

    [Test]
    public void Matches_what_the_definition_says()
    {
        var matches = 0;
        Gen.Select(Patterns, Texts).Sample(
            (pattern, text) =>
            {
                var expected = IsMatch(pattern, text);
                Interlocked.Add(ref matches, expected ? 1 : 0);
                return new WildcardPattern(pattern).Matches(text) == expected;
            },
            iter: 200_000);

        Assert.That(matches, Is.GreaterThan(10_000), "Too few of the cases were matches");
    }

    [Test]
    public void A_pattern_that_would_make_a_backtracking_search_hang_ends()
    {
        var pattern = new WildcardPattern(string.Concat(Enumerable.Repeat("*a", 64)) + "b");

        Assert.That(pattern.Matches(new string('a', 10_000)), Is.False);
    }

    // The definition, letter for letter; a star is tried with every length.
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        if (pattern[0] == '*')
        {
            return IsMatch(pattern[1..], text) || (!text.IsEmpty && IsMatch(pattern, text[1..]));
        }

        return !text.IsEmpty
            && (pattern[0] == '?' || char.ToLowerInvariant(pattern[0]) == char.ToLowerInvariant(text[0]))
            && IsMatch(pattern[1..], text[1..]);
    }
}
