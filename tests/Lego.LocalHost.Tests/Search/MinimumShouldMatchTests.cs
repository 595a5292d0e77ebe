using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Queries;

namespace Lego.LocalHost.Tests.Search;

[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class MinimumShouldMatchTests
{
    [TestCase("3", 5, 3)]
    [TestCase("-2", 5, 3)]
    [TestCase("-9", 5, 0)]
    [TestCase("75%", 5, 3)]
    [TestCase("-25%", 5, 4)]
    [TestCase("100%", 5, 5)]
    [TestCase("3<90%", 3, 3)]
    [TestCase("3<90%", 10, 9)]
    [TestCase("2<-25% 9<-3", 2, 2)]
    [TestCase("2<-25% 9<-3", 8, 6)]
    [TestCase("2<-25% 9<-3", 12, 9)]
    public void The_number_is_worked_out_from_the_optional_clauses(string text, int optional, int expected) =>
        Assert.That(MinimumShouldMatch.Of(text, optional), Is.EqualTo(expected));

    [TestCase("most")]
    [TestCase("2<")]
    [TestCase("1<2<3")]
    public void Anything_else_is_refused(string text) =>
        Assert.That(() => MinimumShouldMatch.Of(text, 5), Throws.TypeOf<SearchException>().With.Message.Contains(text));
}
