using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Runtime.Tests.Http;

[Parallelizable(ParallelScope.All)]
public sealed class HttpPayloadTests
{
    [Test]
    public void An_event_of_a_REST_stage_has_all_its_members_in_the_form_of_2_0()
    {
        var request = Read(RestEvents.Whole);

        var context = request.RequestContext;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Version, Is.EqualTo("1.0"));
            Assert.That(request.RouteKey, Is.EqualTo("PATCH /notes/{id}"));
            Assert.That(request.RawPath, Is.EqualTo("/notes/a b"));
            Assert.That(request.RawQueryString, Is.EqualTo("tag=x&tag=y%26z&page=2"));
            Assert.That(request.QueryStringParameters, Is.EquivalentTo(new Dictionary<string, string> { ["tag"] = "x,y&z", ["page"] = "2" }));
            Assert.That(request.PathParameters, Is.EquivalentTo(new Dictionary<string, string> { ["id"] = "a b" }));
            Assert.That(request.StageVariables, Is.EquivalentTo(new Dictionary<string, string> { ["color"] = "blue" }));
            Assert.That(request.Headers, Is.EquivalentTo(new Dictionary<string, string>
            {
                ["host"] = "abc.execute-api.eu-central-1.amazonaws.com",
                ["content-type"] = "application/json",
                ["x-forwarded-proto"] = "https",
                ["accept"] = "text/html,application/json",
            }));
            Assert.That(request.Cookies, Is.EqualTo(new[] { "a=1", "b=2", "c=3" }));
            Assert.That((request.Body, request.IsBase64Encoded), Is.EqualTo(("e30=", true)));
            Assert.That((context.AccountId, context.ApiId, context.Stage), Is.EqualTo(("123456789012", "abc", "production")));
            Assert.That((context.DomainName, context.DomainPrefix), Is.EqualTo(("abc.execute-api.eu-central-1.amazonaws.com", "abc")));
            Assert.That((context.RequestId, context.RouteKey), Is.EqualTo(("deef4878", "PATCH /notes/{id}")));
            Assert.That((context.Time, context.TimeEpoch), Is.EqualTo(("09/Apr/2026:12:34:56 +0000", 1_775_738_096_000)));
            Assert.That((context.Http.Method, context.Http.Path, context.Http.Protocol), Is.EqualTo(("PATCH", "/production/notes/a%20b", "HTTP/1.1")));
            Assert.That((context.Http.SourceIp, context.Http.UserAgent), Is.EqualTo(("203.0.113.7", "curl/8")));
            Assert.That(context.Authorizer.Jwt.Claims, Is.EquivalentTo(new Dictionary<string, string> { ["sub"] = "user-1", ["email_verified"] = "true" }));
        }
    }

    [Test]
    public void Members_that_are_null_are_as_absent()
    {
        var request = Read("""
            {"resource":"/notes","path":"/notes","httpMethod":"GET","headers":null,"multiValueHeaders":null,"queryStringParameters":null,
             "multiValueQueryStringParameters":null,"pathParameters":null,"stageVariables":null,
             "requestContext":{"identity":{"sourceIp":null,"userAgent":null},"authorizer":{"claims":null,"scopes":null},"requestTimeEpoch":null},
             "body":null,"isBase64Encoded":null}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.RouteKey, Is.EqualTo("GET /notes"));
            Assert.That(request.Headers, Is.Null);
            Assert.That(request.Cookies, Is.Null);
            Assert.That(request.QueryStringParameters, Is.Null);
            Assert.That(request.RawQueryString, Is.Empty);
            Assert.That(request.PathParameters, Is.Null);
            Assert.That(request.StageVariables, Is.Null);
            Assert.That(request.Body, Is.Null);
            Assert.That(request.IsBase64Encoded, Is.False);
            Assert.That(request.RequestContext.Authorizer, Is.Null);
            Assert.That(request.RequestContext.Http.SourceIp, Is.Null);
        }
    }

    [Test]
    public void A_context_that_is_null_or_absent_leaves_method_and_path()
    {
        foreach (var member in new[] { "", ",\"requestContext\":null" })
        {
            var http = Read("""{"resource":"/notes","path":"/notes","httpMethod":"GET"%}""".Replace("%", member, StringComparison.Ordinal)).RequestContext.Http;

            Assert.That((http.Method, http.Path), Is.EqualTo(("GET", "/notes")));
        }
    }

    // A REST API sends what stands in the URL, an HTTP API decodes it once: decoded again, "100%25" would be "100%".
    [TestCase("", "a%2Fb%20c+d%25", "a/b c+d%")]
    [TestCase("", "100%", "100%")]
    [TestCase("\"version\":\"1.0\",", "a/b c+d%25", "a/b c+d%25")]
    public void Path_parameters_are_decoded_once_in_all(string version, string sent, string expected)
    {
        var request = Read($$$"""{{{{version}}}"resource":"/notes/{id}","path":"/notes/x","httpMethod":"GET","pathParameters":{"id":"{{{sent}}}"}}""");

        Assert.That(request.PathParameters["id"], Is.EqualTo(expected));
    }

    [Test]
    public void The_version_counts_wherever_it_stands()
    {
        var request = Read("""{"pathParameters":{"id":"%41"},"resource":"/notes/{id}","httpMethod":"GET","path":"/notes/%41","version":"1.0"}""");

        Assert.That((request.PathParameters["id"], request.RawPath), Is.EqualTo(("%41", "/notes/%41")));
    }

    [Test]
    public void The_query_is_decoded_by_the_API_already()
    {
        var request = Read("""
            {"httpMethod":"GET","resource":"/n","queryStringParameters":{"q":"a%20b+c"},"multiValueQueryStringParameters":{"q":["a%20b+c"],"flag":[""],"none":[]}}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.QueryStringParameters, Is.EquivalentTo(new Dictionary<string, string> { ["q"] = "a%20b+c", ["flag"] = "" }));
            Assert.That(request.RawQueryString, Is.EqualTo("q=a%2520b%2Bc&flag="));
        }
    }

    [TestCase("null")]
    [TestCase("{}")]
    public void Single_values_do_where_the_lists_are_missing(string lists)
    {
        var request = Read($$$"""
            {"httpMethod":"GET","resource":"/n","headers":{"X-A":"1","Cookie":"a=1"},"multiValueHeaders":{{{lists}}},
             "queryStringParameters":{"q":"1"},"multiValueQueryStringParameters":{{{lists}}}}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Headers, Is.EquivalentTo(new Dictionary<string, string> { ["x-a"] = "1" }));
            Assert.That(request.Cookies, Is.EqualTo(new[] { "a=1" }));
            Assert.That(request.QueryStringParameters["q"], Is.EqualTo("1"));
        }
    }

    [Test]
    public void Headers_that_differ_in_case_only_are_one()
    {
        var request = Read("""{"httpMethod":"GET","resource":"/n","multiValueHeaders":{"X-A":["1","2"],"x-a":["3"],"COOKIE":["a=1"],"cookie":["b=2"]}}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(request.Headers, Is.EquivalentTo(new Dictionary<string, string> { ["x-a"] = "1,2,3" }));
            Assert.That(request.Cookies, Is.EqualTo(new[] { "a=1", "b=2" }));
        }
    }

    [Test]
    public void A_long_or_escaped_header_name_is_lowered_like_any_other()
    {
        var name = new string('X', 200);

        var request = Read("""{"httpMethod":"GET","resource":"/n","multiValueHeaders":{"%":["1"],"\u0058-Escaped":["2"]}}""".Replace("%", name, StringComparison.Ordinal));

        Assert.That(request.Headers.Keys, Is.EquivalentTo(new[] { name.ToLowerInvariant(), "x-escaped" }));
    }

    [Test]
    public void An_HTTP_API_may_send_format_1_0_with_claims_and_scopes_of_a_JWT()
    {
        var request = Read("""
            {"version":"1.0","resource":"/notes","path":"/notes","httpMethod":"GET","requestContext":{"stage":"$default","resourceId":null,
             "authorizer":{"claims":{"sub":"u1","iat":1767312000,"verified":true,"address":{"city":"x"},"nothing":null},"scopes":["read",null,"write"]}}}
            """);

        var jwt = request.RequestContext.Authorizer.Jwt;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(jwt.Claims, Is.EquivalentTo(new Dictionary<string, string> { ["sub"] = "u1", ["iat"] = "1767312000", ["verified"] = "true" }));
            Assert.That(jwt.Scopes, Is.EqualTo(new[] { "read", "write" }));
        }
    }

    [TestCase("""{"principalId":"u1","integrationLatency":5,"level":true}""")]
    [TestCase("""{"claims":"sub","scopes":"read"}""")]
    public void What_a_Lambda_authorizer_adds_is_no_claim(string authorizer)
    {
        var request = Read("""{"httpMethod":"GET","resource":"/n","requestContext":{"authorizer":%}}""".Replace("%", authorizer, StringComparison.Ordinal));

        Assert.That(request.RequestContext.Authorizer, Is.Null);
    }

    [Test]
    public void An_event_of_format_2_0_is_read_as_it_is()
    {
        var request = Read("""
            {"version":"2.0","routeKey":"GET /n/{id}","rawPath":"/n/%41","rawQueryString":"a=1","headers":{"x":"1"},"pathParameters":{"id":"%41"},
             "requestContext":{"http":{"method":"GET","path":"/n/%41"}},"isBase64Encoded":false}
            """);

        Assert.That((request.Version, request.RouteKey, request.PathParameters["id"]), Is.EqualTo(("2.0", "GET /n/{id}", "%41")));
    }

    [TestCase("""{}""")]
    [TestCase("""{"version":"0","detail-type":"Scheduled Event","resources":["arn"]}""")]
    [TestCase("""{"Records":[{"eventSource":"aws:sqs"}]}""")]
    [TestCase("""{"nested":{"resource":"/n","httpMethod":"GET"}}""")]
    public void An_event_of_neither_format_has_no_route(string json) => Assert.That(Read(json).RouteKey, Is.Null);

    [TestCase("""{"httpMethod":"GET"}""")]
    [TestCase("""{"httpMethod":"GET","resource":null}""")]
    [TestCase("""{"resource":"/n","httpMethod":null}""")]
    public void Half_a_route_is_none(string json)
    {
        var request = Read(json);

        Assert.That((request.Version, request.RouteKey), Is.EqualTo(("1.0", (string?)null)));
    }

    [TestCase("""{"resource":5}""", "resource must be a text")]
    [TestCase("""{"httpMethod":"GET","headers":"x"}""", "headers must be an object")]
    [TestCase("""{"httpMethod":"GET","multiValueHeaders":{"a":[5]}}""", "multiValueHeaders.a must be a text")]
    [TestCase("""{"httpMethod":"GET","multiValueQueryStringParameters":["a"]}""", "multiValueQueryStringParameters must be an object")]
    [TestCase("""{"httpMethod":"GET","pathParameters":{"id":{}}}""", "pathParameters.id must be a text")]
    [TestCase("""{"httpMethod":"GET","isBase64Encoded":"yes"}""", "isBase64Encoded must be true or false")]
    [TestCase("""{"httpMethod":"GET","requestContext":[]}""", "requestContext must be an object")]
    [TestCase("""{"httpMethod":"GET","requestContext":{"identity":{"sourceIp":[]}}}""", "requestContext.identity.sourceIp must be a text")]
    public void A_member_of_the_wrong_kind_is_named(string json, string message) =>
        Assert.That(() => Read(json), Throws.InstanceOf<JsonException>().With.Message.EqualTo($"The event's member {message}."));

    [TestCase("")]
    [TestCase("{\"httpMethod\":")]
    [TestCase("{\"httpMethod\":\"GET\"")]
    [TestCase("{\"httpMethod\":\"GET\"} {}")]
    [TestCase("{\"other\":")]
    public void An_event_that_is_no_JSON_is_told(string json) => Assert.That(() => Read(json), Throws.InstanceOf<JsonException>());

    [Test]
    public void An_event_that_is_null_is_told() =>
        Assert.That(() => Read("null"), Throws.InvalidOperationException.With.Message.EqualTo("The event is null."));

    [Test]
    public void The_answer_has_the_members_of_its_events_format()
    {
        var answer = new APIGatewayHttpApiV2ProxyResponse
        {
            StatusCode = 200,
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            Cookies = ["a=1; HttpOnly", "b=2"],
            Body = "{\"text\":\"ü <b>\"}",
        };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Write(answer, "1.0"), Is.EqualTo(
                """{"statusCode":200,"headers":{"Content-Type":"application/json"},"multiValueHeaders":{"Set-Cookie":["a=1; HttpOnly","b=2"]},"body":"{\"text\":\"ü <b>\"}","isBase64Encoded":false}"""));
            Assert.That(JsonNode.DeepEquals(JsonNode.Parse(Write(answer, "2.0")), JsonNode.Parse(
                """{"statusCode":200,"headers":{"Content-Type":"application/json"},"cookies":["a=1; HttpOnly","b=2"],"body":"{\"text\":\"ü <b>\"}","isBase64Encoded":false}""")));
        }
    }

    [Test]
    public void An_answer_without_headers_cookies_and_body_is_short() => Assert.That(
        Write(new APIGatewayHttpApiV2ProxyResponse { StatusCode = 204 }, "1.0"), Is.EqualTo("""{"statusCode":204,"body":null,"isBase64Encoded":false}"""));

    [Test]
    public void Reading_format_1_0_allocates_little_more_than_reading_2_0()
    {
        var names = Enumerable.Range(0, 25).Select(number => $"X-Header-{number}").ToList();
        var single = string.Join(',', names.Select(name => $"\"{name}\":\"value\""));
        var lists = string.Join(',', names.Select(name => $"\"{name}\":[\"value\"]"));
        var version2 = Encoding.UTF8.GetBytes(
            """{"version":"2.0","routeKey":"GET /n","rawPath":"/n","rawQueryString":"","headers":{%},"requestContext":{"http":{"method":"GET"}}}"""
                .Replace("%", single, StringComparison.Ordinal));
        var version1 = Encoding.UTF8.GetBytes(
            """{"resource":"/n","path":"/n","httpMethod":"GET","headers":{%},"multiValueHeaders":{#},"requestContext":null}"""
                .Replace("%", single, StringComparison.Ordinal)
                .Replace("#", lists, StringComparison.Ordinal));

        Assert.That(Allocated(version1), Is.LessThan(Allocated(version2) * 3 / 2));

        static long Allocated(byte[] json)
        {
            HttpPayload.Read(json);
            var before = GC.GetAllocatedBytesForCurrentThread();
            HttpPayload.Read(json);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static APIGatewayHttpApiV2ProxyRequest Read(string json) => HttpPayload.Read(Encoding.UTF8.GetBytes(json));

    private static string Write(APIGatewayHttpApiV2ProxyResponse answer, string version)
    {
        var output = new ArrayBufferWriter<byte>();
        HttpPayload.Write(output, answer, new APIGatewayHttpApiV2ProxyRequest { Version = version });
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
