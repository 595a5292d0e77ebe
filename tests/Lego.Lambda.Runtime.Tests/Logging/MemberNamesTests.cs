using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

[Parallelizable(ParallelScope.All)]
internal sealed class MemberNamesTests
{
    [TestCase("StatusCode", "statusCode")]
    [TestCase("HTTPStatus", "httpStatus")]
    [TestCase("URL", "url")]
    [TestCase("@Filter", "filter")]
    [TestCase("already", "already")]
    [TestCase("TRACEID", "traceid_")]
    [TestCase("Ünit", "ünit")]
    [TestCase("", "")]
    public void Template_names_become_member_names(string template, string member)
    {
        Span<char> buffer = stackalloc char[MemberNames.MaxLength + 1];

        Assert.That(MemberNames.ForMember(template, buffer).ToString(), Is.EqualTo(member));
    }
}
