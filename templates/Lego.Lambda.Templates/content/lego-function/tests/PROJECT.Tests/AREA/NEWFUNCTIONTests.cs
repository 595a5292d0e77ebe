using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
#if (hasArea)
using FUNCTION.NAMESPACE;
#endif
using Lego.Lambda.Testing;

namespace TESTS.NAMESPACE;

public sealed class NEWFUNCTIONTests
{
    private readonly TestHost _host = new();

    [OneTimeTearDown]
    public void TearDown() => _host.Dispose();

    [TestCase("", "Hello.", false)]
    [TestCase("?loud=true", "HELLO!", true)]
    public async Task It_answers_as_it_is_asked_and_its_trace_says_how(string query, string text, bool loud)
    {
        var run = await _host.InvokeAsync(new NEWFUNCTION(new AppServices(new AppSettings(), _host.Options)), Request("user-1", query));

        using var body = JsonDocument.Parse(run.Response.Body);
        Assert.That(run.Response.StatusCode, Is.EqualTo(200));
        Assert.That(body.RootElement.GetProperty("data").GetProperty("text").GetString(), Is.EqualTo(text));
        run.Trace.HasNoFault().HasAnnotation("functionName", "FUNCTION-ID").HasAnnotation("loud", loud);
    }

    [Test]
    public async Task A_caller_without_a_token_is_refused()
    {
        var run = await _host.InvokeAsync(new NEWFUNCTION(new AppServices(new AppSettings(), _host.Options)), Request(null));

        Assert.That(run.Response.StatusCode, Is.EqualTo(401));
    }

    private static APIGatewayHttpApiV2ProxyRequest Request(string? user, string query = "")
    {
        const string RouteKey = "FUNCTION-METHOD /FUNCTION/ROUTE";
        var url = RouteKey[(RouteKey.IndexOf(' ') + 1)..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        return TestEvents.Http(RouteKey, url + query, user: user);
    }
}
