using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tests.Errors;

[Parallelizable(ParallelScope.All)]
public sealed class RedactorNamedValueTests
{
    [TestCase("Authorization", "anything")]
    [TestCase("authorization", "Bearer x")]
    [TestCase("Cookie", "a=b")]
    [TestCase("Set-Cookie", "a=b")]
    [TestCase("X-Api-Key", "x")]
    [TestCase("X-Amz-Security-Token", "x")]
    [TestCase("Proxy-Authorization", "x")]
    [TestCase("X-CSRF-Token", "x")]
    [TestCase("X-Hub-Signature", "x")]
    [TestCase("X-Session-Id", "x")]
    public void A_secret_header_shows_the_mark_only(string name, string value)
    {
        Assert.That(Redactor.RedactHeader(name, value), Is.EqualTo(Redactor.Mark));
    }

    [TestCase("Content-Type", "application/json; charset=utf-8")]
    [TestCase("X-Correlation-ID", "1763851234567-k3j9x2ab")]
    [TestCase("X-Amzn-Trace-Id", "Root=1-58406520-a006649127e371903a2de979")]
    [TestCase("User-Agent", "curl/8.5.0")]
    [TestCase("Authorization", "")]
    public void Any_other_header_stays(string name, string value)
    {
        Assert.That(Redactor.RedactHeader(name, value), Is.SameAs(value));
    }

    [Test]
    public void A_secret_inside_an_ordinary_header_is_redacted()
    {
        Assert.That(
            Redactor.RedactHeader("Referer", "https://app/cb?code=abc123&x=1"), Is.EqualTo("https://app/cb?code=[redacted]&x=1"));
    }

    [TestCase("https://bob:pw@host/a?b=1", "https://[redacted]@host/a?b=1")]
    [TestCase("/a?token=x&b=1", "/a?token=[redacted]&b=1")]
    [TestCase("/a?b=1", "/a?b=1")]
    public void A_url_keeps_what_is_not_secret(string url, string expected)
    {
        Assert.That(Redactor.RedactUrl(url), Is.EqualTo(expected));
    }

    [TestCase("code=x&page=1", "code=[redacted]&page=1")]
    [TestCase("?code=x&page=1", "?code=[redacted]&page=1")]
    [TestCase("page=1&X-Amz-Signature=ab", "page=1&X-Amz-Signature=[redacted]")]
    public void A_query_string_needs_no_question_mark(string query, string expected)
    {
        Assert.That(Redactor.RedactQuery(query), Is.EqualTo(expected));
    }

    [TestCase("page=1&limit=20")]
    [TestCase("?page=1")]
    [TestCase("")]
    public void A_clean_query_string_is_the_same_instance(string query)
    {
        Assert.That(Redactor.RedactQuery(query), Is.SameAs(query));
    }

    [TestCase("code", "x", "[redacted]")]
    [TestCase("password", "x", "[redacted]")]
    [TestCase("search", "castle", "castle")]
    [TestCase("search", "bob@example.com", "[redacted]")]
    [TestCase("token", "", "")]
    public void A_parameter_is_judged_by_name_and_value(string name, string value, string expected)
    {
        Assert.That(Redactor.RedactParameter(name, value), Is.EqualTo(expected));
    }

    [Test]
    public void Null_stays_null()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Redactor.Redact(null), Is.Null);
            Assert.That(Redactor.RedactUrl(null), Is.Null);
            Assert.That(Redactor.RedactQuery(null), Is.Null);
            Assert.That(Redactor.RedactHeader("authorization", null), Is.Null);
            Assert.That(Redactor.RedactParameter("token", null), Is.Null);
        }
    }

    [TestCase("Host=db;Password=pw one;Database=moc", "Host=db;Password=[redacted];Database=moc")]
    [TestCase("cache:6379,password=xyz,ssl=true", "cache:6379,password=[redacted],ssl=true")]
    [TestCase("{\"password\":\"x\",\"id\":1}", "{\"password\":\"[redacted]\",\"id\":1}")]
    [TestCase("User bob@example.com, id 7.", "User [redacted], id 7.")]
    [TestCase("Key (title)=(Castle) already exists.", "Key (title)=([redacted]) already exists.")]
    [TestCase("SELECT * FROM t WHERE a = 'x' AND b = 'y'", "SELECT * FROM t WHERE a = '[redacted]' AND b = '[redacted]'")]
    [TestCase("password: hunter2, user: bob", "password: [redacted], user: bob")]
    [TestCase("(token=abc).", "(token=[redacted]).")]
    [TestCase("postgresql://u:p@db:5432/moc?sslmode=require", "postgresql://[redacted]@db:5432/moc?sslmode=require")]
    public void What_surrounds_a_secret_stays_readable(string text, string expected)
    {
        Assert.That(Redactor.Redact(text), Is.EqualTo(expected));
    }
}
