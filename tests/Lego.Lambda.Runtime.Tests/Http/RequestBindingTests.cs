using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Http;
using Lego.Testing;

namespace Lego.Lambda.Runtime.Tests.Http;

[Parallelizable(ParallelScope.All)]
public sealed class RequestBindingTests
{
    private const string Id = "0d3f5a35-55a2-4a55-8f7b-5d4cdd7f8c11";

    [Test]
    public async Task Route_and_body_become_one_request_and_the_route_wins()
    {
        var bound = await BindBody("""{"id":"ffffffff-55a2-4a55-8f7b-5d4cdd7f8c11","title":"Castle","unknown":{"x":[1]},"pieces":5}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bound.Request!.Id, Is.EqualTo(Guid.Parse(Id)));
            Assert.That(bound.Request.Title, Is.EqualTo(new Optional<string>("Castle")));
            Assert.That(bound.Request.Tags.IsPresent, Is.False);
            Assert.That(bound.Request.Pieces, Is.EqualTo(5));
        }
    }

    [Test]
    public async Task Null_and_absent_are_different()
    {
        var bound = await BindBody("""{"tags":null}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bound.Request!.Tags.IsPresent, Is.True);
            Assert.That(bound.Request.Tags.Value, Is.Null);
            Assert.That(bound.Request.Title.IsPresent, Is.False);
        }
    }

    [TestCase(null, "A JSON body is required.")]
    [TestCase("", "A JSON body is required.")]
    [TestCase("{", "The body is not valid JSON.")]
    [TestCase("{\"title\":\"x\"} trailing", "The body is not valid JSON.")]
    [TestCase("{\"title\":tru}", "The body is not valid JSON.")]
    [TestCase("[1]", "The body must be a JSON object.")]
    [TestCase("\"text\"", "The body must be a JSON object.")]
    public async Task A_body_that_is_no_json_object_is_a_bad_request(string? body, string message)
    {
        var bound = await BindBody(body);

        Assert.That(bound.Error(), Is.EqualTo((400, "BAD_REQUEST", message)));
    }

    [Test]
    public async Task Nesting_without_end_is_a_bad_request()
    {
        var bound = await BindBody("{\"title\":" + new string('[', 100_000));

        Assert.That(bound.Error().Code, Is.EqualTo("BAD_REQUEST"));
    }

    [Test]
    public async Task Another_content_type_is_a_bad_request()
    {
        var bound = await BindBody("title=x", new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded" });

        Assert.That(bound.Error(), Is.EqualTo((400, "BAD_REQUEST", "The content type must be application/json.")));
    }

    [Test]
    public async Task A_body_in_base64_is_decoded()
    {
        var bound = await BindBody(Convert.ToBase64String("{\"title\":\"ü\"}"u8), isBase64Encoded: true);
        var broken = await BindBody("%%%", isBase64Encoded: true);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(bound.Request!.Title.Value, Is.EqualTo("ü"));
            Assert.That(broken.Error().Code, Is.EqualTo("BAD_REQUEST"));
        }
    }

    [Test]
    public async Task Every_member_of_the_wrong_kind_is_named()
    {
        var bound = await BindBody("""{"title":5,"pieces":"many","tags":[1],"retired":"no"}""");

        Assert.That(bound.FieldErrors(), Is.EquivalentTo(new[]
        {
            "title: must be a text",
            "pieces: must be a whole number",
            "tags[0]: must be a text",
            "retired: must be true or false",
        }));
    }

    [Test]
    public async Task Every_broken_rule_is_named_with_its_limit()
    {
        var bound = await BindBody("""{"title":null,"pieces":0,"tags":["a","b","c\u0000"]}""");

        Assert.That(bound.FieldErrors(), Is.EquivalentTo(new[]
        {
            "title: must not be null",
            "pieces: must be at least 1",
            "tags: must have at most 2 items",
            "tags: item 2 must not contain the character U+0000",
        }));
    }

    [Test]
    public async Task Half_a_surrogate_pair_is_refused()
    {
        var bound = await BindBody("""{"title":"\ud800"}""");

        Assert.That(bound.Error().Status, Is.EqualTo(400));
    }

    [Test]
    public async Task A_route_id_that_is_no_uuid_is_a_validation_error()
    {
        using var probe = new Probe();

        var answer = await new NoteFunction<NoteChange>(probe.Options, (_, _, _) => Task.FromResult(NoteFunction<NoteChange>.Nothing()))
            .InvokeAsync(
                HttpEvent.Create("PATCH /notes/{id}", body: "{}", path: new Dictionary<string, string> { ["id"] = "1 or 1=1" }),
                probe.Context());

        Assert.That(new Bound<NoteChange>(null, answer).FieldErrors(), Is.EqualTo(new[] { "id: must be a UUID" }));
    }

    [Test]
    public async Task A_path_parameter_that_the_route_promises_must_be_there()
    {
        var bound = await Bind<NoteQuery>(HttpEvent.Create("GET /notes/{id}"));

        Assert.That(bound.Error(), Is.EqualTo((400, "BAD_REQUEST", "The path parameter id is missing.")));
    }

    [Test]
    public async Task A_query_is_bound_by_the_kinds_of_its_members()
    {
        var bound = await BindQuery(new() { ["search"] = "5", ["page"] = "7", ["all"] = "true", ["other"] = "x" });

        Assert.That(bound.Request, Is.EqualTo(new NoteQuery(null, "5", 7, true)));
    }

    [TestCase("page", "0", "must be between 1 and 100")]
    [TestCase("page", "1.5", "must be a whole number")]
    [TestCase("page", "99999999999", "must be a whole number")]
    [TestCase("all", "perhaps", "must be true or false")]
    [TestCase("id", "7", "must be a UUID")]
    [TestCase("search", "too long", "must have 0 to 5 characters")]
    public async Task A_query_that_breaks_a_rule_names_its_member(string name, string value, string message)
    {
        var bound = await BindQuery(new() { [name] = value });

        Assert.That(bound.FieldErrors(), Is.EqualTo(new[] { $"{name}: {message}" }));
    }

    [Test]
    public async Task A_large_body_in_base64_is_read_as_a_stream()
    {
        using var probe = new Probe();
        var sent = new byte[1_000_001];
        new Random(7).NextBytes(sent);
        byte[]? received = null;

        await new NoteFunction<NoteQuery>(probe.Options, async (_, _, context) =>
        {
            using var copy = new MemoryStream();
            await context.OpenBody().CopyToAsync(copy);
            received = copy.ToArray();
            return NoteFunction<NoteQuery>.Nothing();
        }).InvokeAsync(HttpEvent.Create("POST /notes", body: Convert.ToBase64String(sent), isBase64Encoded: true), probe.Context());

        Assert.That(received, Is.EqualTo(sent));
    }

    [Test]
    public async Task A_text_body_is_read_as_utf8()
    {
        using var probe = new Probe();
        string? received = null;

        await new NoteFunction<NoteQuery>(probe.Options, async (_, _, context) =>
        {
            using var reader = new StreamReader(context.OpenBody(), Encoding.UTF8);
            received = await reader.ReadToEndAsync();
            return NoteFunction<NoteQuery>.Nothing();
        }).InvokeAsync(HttpEvent.Create("POST /notes", body: "ünï"), probe.Context());

        Assert.That(received, Is.EqualTo("ünï"));
    }

    private static async Task<Bound<NoteChange>> BindBody(string? body, Dictionary<string, string>? headers = null, bool isBase64Encoded = false) =>
        await Bind<NoteChange>(HttpEvent.Create(
            "PATCH /notes/{id}",
            body: body,
            path: new Dictionary<string, string> { ["id"] = Id },
            headers: headers,
            isBase64Encoded: isBase64Encoded));

    private static Task<Bound<NoteQuery>> BindQuery(Dictionary<string, string> query) =>
        Bind<NoteQuery>(HttpEvent.Create("GET /notes", query: query));

    private static async Task<Bound<T>> Bind<T>(APIGatewayHttpApiV2ProxyRequest request)
        where T : class
    {
        using var probe = new Probe();
        T? bound = null;
        var answer = await new NoteFunction<T>(probe.Options, (_, value, _) =>
        {
            bound = value;
            return Task.FromResult(NoteFunction<T>.Nothing());
        }).InvokeAsync(request, probe.Context());
        return new Bound<T>(bound, answer);
    }

    private sealed record Bound<T>(T? Request, APIGatewayHttpApiV2ProxyResponse Answer)
        where T : class
    {
        internal (int Status, string? Code, string? Message) Error()
        {
            var error = JsonNode.Parse(Answer.Body)!["error"]!;
            return (Answer.StatusCode, (string?)error["type"], (string?)error["message"]);
        }

        internal IEnumerable<string> FieldErrors()
        {
            Assert.That((Answer.StatusCode, Error().Code), Is.EqualTo((400, "VALIDATION_ERROR")));
            return JsonNode.Parse(Answer.Body)!["error"]!["details"]!["errors"]!["fieldErrors"]!.AsObject()
                .SelectMany(field => field.Value!.AsArray().Select(message => $"{field.Key}: {message}"));
        }
    }
}
