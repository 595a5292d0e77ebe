using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Testing;
#if (hasArea)
using PROJECT.NAMESPACE;
#endif

namespace PROJECT.Tests.NAMESPACE;

public sealed class NEWFUNCTIONTests
{
    private readonly TestHost _host = new();

    [OneTimeTearDown]
    public void TearDown() => _host.Dispose();

    [Test]
    public async Task It_answers_and_its_trace_says_whether_there_was_a_name()
    {
        var run = await _host.InvokeAsync(new NEWFUNCTION(new AppServices(new AppSettings(), _host.Options)), Request("user-1"));

        using var body = JsonDocument.Parse(run.Response.Body);
        Assert.That(run.Response.StatusCode, Is.EqualTo(200));
        Assert.That(body.RootElement.GetProperty("data").GetProperty("text").GetString(), Is.EqualTo("Hello, world!"));
        run.Trace.HasNoFault().HasAnnotation("functionName", "FUNCTION-ID").HasAnnotation("named", false);
    }

    [Test]
    public async Task A_caller_without_a_token_is_refused()
    {
        var run = await _host.InvokeAsync(new NEWFUNCTION(new AppServices(new AppSettings(), _host.Options)), Request(null));

        Assert.That(run.Response.StatusCode, Is.EqualTo(401));
    }

    private static APIGatewayHttpApiV2ProxyRequest Request(string? user)
    {
        const string RouteKey = "FUNCTION-METHOD /FUNCTION/ROUTE";
        var url = RouteKey[(RouteKey.IndexOf(' ') + 1)..].Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
        return TestEvents.Http(RouteKey, url, body: null, user);
    }
}
