namespace Lego.Infrastructure.Tests.Templates;

public sealed class LineDifferencesTests
{
    [Test]
    public void Equal_texts_do_not_differ() => Assert.That(LineDifferences.Between("a\nb", "a\nb"), Is.Empty);

    [Test]
    public void A_changed_line_is_shown_with_its_neighbours() =>
        Assert.That(LineDifferences.Between("a\nb\nc\nd\ne", "a\nb\nc\nx\ne"), Is.EqualTo(new[] { "  b", "  c", "- d", "+ x" }));

    [Test]
    public void What_is_far_from_a_difference_is_left_out() =>
        Assert.That(
            LineDifferences.Between("1\na\nb\nc\nd\ne\n2", "3\na\nb\nc\nd\ne\n4"),
            Is.EqualTo(new[] { "- 1", "+ 3", "  a", "  b", "  d", "  e", "- 2", "+ 4" }));
}
