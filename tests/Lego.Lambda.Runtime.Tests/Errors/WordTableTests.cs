using Lego.Lambda.Runtime.Errors.Redaction;

namespace Lego.Lambda.Runtime.Tests.Errors;

public sealed class WordTableTests
{
    [TestCase("", -1)]
    [TestCase("a", -1)]
    [TestCase("xx token", 3)]
    [TestCase("secretoken", 5)]
    [TestCase("a pwd and a token", 2)]
    [TestCase("Token TOKEN tok", -1)]
    [TestCase("\u0174oken \u0250to", -1)]
    public void The_first_of_the_words_is_found(string text, int index) =>
        Assert.That(new WordTable("token", "pwd", "tokens").IndexIn(text), Is.EqualTo(index));

    [TestCase("abc1", 3, -1)]
    [TestCase("1", 0, -1)]
    [TestCase("a\u2028", 1, 1)]
    [TestCase("", -1, -1)]
    public void Members_and_others_are_found(string text, int other, int lineEnd)
    {
        Assert.That(new CharTable("abc").IndexOfOther(text), Is.EqualTo(other));
        Assert.That(new CharTable("\n\u2028").IndexIn(text), Is.EqualTo(lineEnd));
    }
}
