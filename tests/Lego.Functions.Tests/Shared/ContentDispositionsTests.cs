using System.Net.Http.Headers;
using Lego.Functions.Shared;

namespace Lego.Functions.Tests.Shared;

public sealed class ContentDispositionsTests
{
    [TestCase("plan.pdf", "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf")]
    [TestCase("a\"b\\c.pdf", "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b_c.pdf")]
    [TestCase("x\r\nSet-Cookie: a", "attachment; filename=\"x__Set-Cookie: a\"; filename*=UTF-8''x__Set-Cookie%3A%20a")]
    [TestCase("größe 100%.pdf", "attachment; filename=\"gr__e 100_.pdf\"; filename*=UTF-8''gr%C3%B6%C3%9Fe%20100%25.pdf")]
    [TestCase("../../.bashrc", "attachment; filename=\".._.._.bashrc\"; filename*=UTF-8''.._.._.bashrc")]
    [TestCase("a\u202efdp.exe", "attachment; filename=\"a_fdp.exe\"; filename*=UTF-8''a_fdp.exe")]
    public void A_name_is_quoted_and_encoded(string name, string header) => Assert.That(ContentDispositions.Attachment(name), Is.EqualTo(header));

    [TestCase("🧱 brick.io")]
    [TestCase("a'b(c)*.pdf")]
    public void Readers_get_the_name_back(string name) =>
        Assert.That(ContentDispositionHeaderValue.Parse(ContentDispositions.Attachment(name)).FileNameStar, Is.EqualTo(name));
}
