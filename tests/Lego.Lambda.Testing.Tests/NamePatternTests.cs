using System.Text.RegularExpressions;
using CsCheck;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class NamePatternTests
{
    [TestCase("db:moc.get", "db:moc.get", true)]
    [TestCase("db:moc.get", "db:moc.get2", false)]
    [TestCase("db:*", "db:moc.get", true)]
    [TestCase("db:*", "cache:get", false)]
    [TestCase("*", "", true)]
    [TestCase("a*a", "a", false)]
    [TestCase("*:moc.*", "db:moc.get", true)]
    public void A_star_stands_for_any_text(string pattern, string name, bool matches) =>
        Assert.That(NamePattern.Matches(pattern, name), Is.EqualTo(matches));

    [Test]
    public void It_agrees_with_a_regular_expression() =>
        Gen.Select(Gen.String[Gen.Char["ab*"], 0, 6], Gen.String[Gen.Char["ab"], 0, 8]).Sample((pattern, name) =>
            NamePattern.Matches(pattern, name) == Regex.IsMatch(name, "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$"));
}
