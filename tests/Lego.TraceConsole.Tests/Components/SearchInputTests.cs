using Lego.TraceConsole.Components.List;

namespace Lego.TraceConsole.Tests.Components;

[Parallelizable(ParallelScope.All)]
public sealed class SearchInputTests
{
    [TestCase("fault")]
    [TestCase("responsetime > 1 AND annotation.mocId = \"8f1c\"")]
    [TestCase("service(\"moc-list\") { fault }")]
    public void What_reads_as_a_filter_expression_is_one(string input)
    {
        Assert.That(SearchInput.Read(input), Has.Property("Filter").Not.Null.And.Property("Text").Empty.And.Property("Error").Null);
    }

    [TestCase("moc-file-upload", "moc-file-upload")]
    [TestCase("user-17", "user-17", Description = "begins like the keyword user, and goes on otherwise")]
    [TestCase("mocId=8f1c", "mocId=8f1c")]
    [TestCase("statement timeout", "statement timeout")]
    [TestCase("\"fault\"", "fault", Description = "quotes make a text of what would be a filter")]
    [TestCase("", "")]
    public void Everything_else_is_a_text(string input, string text)
    {
        Assert.That(SearchInput.Read(input), Has.Property("Text").EqualTo(text).And.Property("Filter").Null.And.Property("Error").Null);
    }

    [TestCase("fault AND", 9, 0)]
    [TestCase("responsetime > abc", 15, 3)]
    [TestCase("annotation.mocId =", 18, 0)]
    [TestCase("!x", 1, 1)]
    public void What_begins_like_a_filter_and_does_not_read_is_a_mistake(string input, int offset, int length)
    {
        Assert.That(SearchInput.Read(input).Error, Has.Property("Offset").EqualTo(offset).And.Property("Length").EqualTo(length));
    }
}
