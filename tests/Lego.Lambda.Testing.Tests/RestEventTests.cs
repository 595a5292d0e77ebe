namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class RestEventTests
{
    [Test]
    public void The_URL_gives_the_path_encoded_and_the_query_decoded()
    {
        var request = TestEvents.Rest("GET /api/mocs/{id}/files/{fileId}", "/api/mocs/a%2Fb/files/%C3%A9?tag=x&tag=y%26z&q=a+b&empty");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((request.HttpMethod, request.Resource), Is.EqualTo(("GET", "/api/mocs/{id}/files/{fileId}")));
            Assert.That(request.Path, Is.EqualTo("/api/mocs/a%2Fb/files/%C3%A9"));
            Assert.That(request.PathParameters, Is.EquivalentTo(new Dictionary<string, string> { ["id"] = "a%2Fb", ["fileId"] = "%C3%A9" }));
            Assert.That(request.QueryStringParameters, Is.EquivalentTo(new Dictionary<string, string> { ["tag"] = "y&z", ["q"] = "a b", ["empty"] = "" }));
            Assert.That(request.MultiValueQueryStringParameters["tag"], Is.EqualTo(new[] { "x", "y&z" }));
            Assert.That(request.RequestContext.Path, Is.EqualTo("/test/api/mocs/a%2Fb/files/%C3%A9"));
            Assert.That((request.RequestContext.HttpMethod, request.RequestContext.ResourcePath), Is.EqualTo((request.HttpMethod, request.Resource)));
        }
    }

    [Test]
    public void A_route_without_parameters_needs_no_URL_and_its_event_has_no_maps()
    {
        var request = TestEvents.Rest("GET /api/mocs", user: null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Path, Is.EqualTo("/api/mocs"));
            Assert.That(request.PathParameters, Is.Null);
            Assert.That(request.QueryStringParameters, Is.Null);
            Assert.That(request.MultiValueQueryStringParameters, Is.Null);
            Assert.That(request.Body, Is.Null);
            Assert.That(request.RequestContext.Authorizer, Is.Null);
            Assert.That(request.Headers.ContainsKey("Content-Type"), Is.False);
        }
    }

    [Test]
    public void Headers_come_single_and_as_lists_and_keep_the_case_of_their_names()
    {
        var request = TestEvents.Rest("POST /api/mocs", body: "{}", headers: new() { ["x-Custom"] = "1", ["host"] = "other.example.com" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((request.Headers["x-Custom"], request.Headers["Content-Type"]), Is.EqualTo(("1", "application/json")));
            Assert.That(request.MultiValueHeaders.Select(header => (header.Key, string.Join('|', header.Value))), Is.EqualTo(request.Headers.Select(header => (header.Key, header.Value))));
            Assert.That((request.RequestContext.DomainName, request.RequestContext.DomainPrefix), Is.EqualTo(("other.example.com", "other")));
        }
    }

    [Test]
    public void Bytes_come_in_base64()
    {
        var request = TestEvents.Rest("POST /api/files", null, [1, 2, 255], "image/png");

        Assert.That((request.IsBase64Encoded, request.Body, request.Headers["Content-Type"]), Is.EqualTo((true, "AQL/", "image/png")));
    }

    [Test]
    public void What_the_API_could_not_have_sent_is_refused() =>
        Assert.That(() => TestEvents.Rest("GET /api/hello/{name}", "/api/bye/Ada"), Throws.ArgumentException.With.Message.Contains("does not fit the route"));

    [Test]
    public async Task A_handler_is_run_as_behind_a_REST_API()
    {
        using var host = new TestHost();

        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Rest(Hello.Route, "/api/hello/Ad%61"));

        Assert.That((run.Response.StatusCode, run.Response.Headers["Content-Type"]), Is.EqualTo((200, "application/json")));
        Assert.That(run.Response.Body, Does.Contain("Hello, Ada!"));
        run.Trace.HasOnly("cache:get").HasNoFault().HasAnnotation("name", "Ada").HasAnnotation("userId", "user-1").HasAnnotation("path", "/api/hello/{name}");
    }

    [Test]
    public async Task Claims_that_a_test_changes_are_in_the_event()
    {
        using var host = new TestHost();
        var request = TestEvents.Rest(Hello.Route, "/api/hello/Ada");
        request.RequestContext.Authorizer.Claims["sub"] = "someone";

        var run = await host.InvokeAsync(new Hello(host.Options), request);

        run.Trace.HasAnnotation("userId", "someone");
    }

    [Test]
    public async Task A_leak_in_the_answer_is_found()
    {
        using var host = new TestHost();
        var run = await host.InvokeAsync(new Hello(host.Options), TestEvents.Rest(Hello.Route, "/api/hello/Ada"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => run.DoesNotLeak("Hello, Ada"), Throws.InstanceOf<AssertionFailedException>().With.Message.Contains("the answer's body"));
            Assert.That(() => run.DoesNotLeak("application/json"), Throws.InstanceOf<AssertionFailedException>().With.Message.Contains("the answer's header Content-Type"));
            Assert.That(() => run.DoesNotLeak("nowhere"), Throws.Nothing);
        }
    }
}
