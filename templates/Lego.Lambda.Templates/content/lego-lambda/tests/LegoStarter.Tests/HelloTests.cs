using System.Text.Json;
using Lego.Lambda.Testing;

namespace LegoStarter.Tests;

public sealed class HelloTests
{
    [Test]
    public async Task It_greets_and_its_trace_shows_the_work()
    {
        using var host = new TestHost();
        var hello = new Hello(new AppServices(new AppSettings(), host.Options));

        var run = await host.InvokeAsync(hello, TestEvents.Http("GET /api/hello/{name}", "/api/hello/Ada", user: null));

        using var body = JsonDocument.Parse(run.Response.Body);
        Assert.That(body.RootElement.GetProperty("data").GetProperty("text").GetString(), Is.EqualTo("Hello, Ada!"));
        run.Trace.HasOnly("greet").HasNoFault().HasAnnotation("name", "Ada");
    }
}
