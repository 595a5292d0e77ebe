using System.Text;

namespace Lego.Lambda.Testing.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class TestEventsTests
{
    [Test]
    public void The_URL_gives_the_path_and_the_parameters_decoded()
    {
        var request = TestEvents.Http("GET /api/mocs/{id}/files/{fileId}", "/api/mocs/a%2Fb/files/%C3%A9?tag=x&tag=y%26z&q=a+b&empty");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.RouteKey, Is.EqualTo("GET /api/mocs/{id}/files/{fileId}"));
            Assert.That(request.RawPath, Is.EqualTo("/api/mocs/a/b/files/é"));
            Assert.That(request.RawQueryString, Is.EqualTo("tag=x&tag=y%26z&q=a+b&empty"));
            Assert.That(request.PathParameters, Is.EquivalentTo(new Dictionary<string, string> { ["id"] = "a/b", ["fileId"] = "é" }));
            Assert.That(
                request.QueryStringParameters,
                Is.EquivalentTo(new Dictionary<string, string> { ["tag"] = "x,y&z", ["q"] = "a b", ["empty"] = "" }));
            Assert.That((request.RequestContext.Http.Method, request.RequestContext.Http.Path), Is.EqualTo(("GET", "/api/mocs/a/b/files/é")));
        }
    }

    [Test]
    public void A_route_without_parameters_needs_no_URL_and_its_event_has_no_maps()
    {
        var request = TestEvents.Http("GET /api/mocs");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.RawPath, Is.EqualTo("/api/mocs"));
            Assert.That(request.PathParameters, Is.Null);
            Assert.That(request.QueryStringParameters, Is.Null);
            Assert.That(request.Body, Is.Null);
            Assert.That(request.Headers.ContainsKey("content-type"), Is.False);
        }
    }

    [Test]
    public void A_greedy_parameter_takes_the_rest_of_the_path() =>
        Assert.That(TestEvents.Http("GET /files/{proxy+}", "/files/a/b.txt").PathParameters["proxy"], Is.EqualTo("a/b.txt"));

    [TestCase("GET /api/hello/{name}", null, "The route \"GET /api/hello/{name}\" has the parameter {name}: name the URL.")]
    [TestCase("GET /api/hello/{name}", "/api/hello/", "The URL \"/api/hello/\" does not fit the route \"GET /api/hello/{name}\".")]
    [TestCase("GET /api/hello/{name}", "/api/hello", "The URL \"/api/hello\" does not fit")]
    [TestCase("GET /api/hello/{name}", "/api/hello/a/b", "The URL \"/api/hello/a/b\" does not fit")]
    [TestCase("GET /api/hello/{name}", "/api/bye/a", "The URL \"/api/bye/a\" does not fit")]
    [TestCase("GET /api/hello", "api/hello", "The URL \"api/hello\" does not fit")]
    [TestCase("/api/hello", null, "The route key must be a method and a path")]
    [TestCase("GET api/hello", null, "not \"GET api/hello\"")]
    public void What_the_gateway_could_not_have_sent_is_refused(string routeKey, string? url, string message) =>
        Assert.That(() => TestEvents.Http(routeKey, url), Throws.ArgumentException.With.Message.Contains(message));

    [Test]
    public void Body_user_and_headers_are_as_the_gateway_writes_them()
    {
        var request = TestEvents.Http("POST /api/mocs", body: "{}", user: "u1", headers: new() { ["X-Correlation-ID"] = "c1", ["Host"] = "other.example.com" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((request.Body, request.IsBase64Encoded, request.Headers["content-type"]), Is.EqualTo(("{}", false, "application/json")));
            Assert.That(request.RequestContext.Authorizer.Jwt.Claims["sub"], Is.EqualTo("u1"));
            Assert.That(request.Headers["x-correlation-id"], Is.EqualTo("c1"));
            Assert.That(request.RequestContext.DomainName, Is.EqualTo("other.example.com"));
            Assert.That(TestEvents.Http("GET /api/mocs", user: null).RequestContext.Authorizer, Is.Null);
        }
    }

    [Test]
    public void Bytes_come_in_base64()
    {
        var request = TestEvents.Http("POST /api/files", null, [1, 2, 255], "image/png");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.IsBase64Encoded, Is.True);
            Assert.That(Convert.FromBase64String(request.Body), Is.EqualTo(new byte[] { 1, 2, 255 }));
            Assert.That(request.Headers["content-type"], Is.EqualTo("image/png"));
        }
    }

    [Test]
    public void A_batch_numbers_its_messages_and_a_group_makes_it_FIFO()
    {
        var batch = TestEvents.Sqs("a", "b");
        var ordered = TestEvents.Sqs(TestEvents.SqsMessage("m1", "a", group: "g", receiveCount: 3));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(batch.Records!.Select(message => (message.MessageId, message.Body)), Is.EqualTo(new[] { ("message-1", "a"), ("message-2", "b") }));
            Assert.That(batch.Records![0].GroupId, Is.Null);
            Assert.That(ordered.Records![0].GroupId, Is.EqualTo("g"));
            Assert.That(ordered.Records![0].EventSourceArn, Does.EndWith(".fifo"));
            Assert.That(ordered.Records![0].Attributes!["ApproximateReceiveCount"], Is.EqualTo("3"));
        }
    }

    [Test]
    public void A_text_body_keeps_its_characters()
    {
        var request = TestEvents.Http("POST /notes", body: "ünï");

        Assert.That(Encoding.UTF8.GetByteCount(request.Body), Is.EqualTo(5));
    }
}
