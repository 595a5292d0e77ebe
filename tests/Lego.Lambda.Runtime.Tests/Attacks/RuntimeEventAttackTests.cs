using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Lambda.Runtime.Tests.Http;
using Lego.Lambda.Runtime.Tests.RuntimeApi;
using Lego.Testing.Attacks;
using Lego.Testing.RuntimeApi;
using Lego.Testing.Schema;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Events with a fault in any member, in both payload formats, on their way through the loop to a function and back.</summary>
[Category("Attack")]
public sealed class RuntimeEventAttackTests
{
    private const int EventsOfOneProbe = 500;

    private const string Version2 = """
        {"version":"2.0","routeKey":"PATCH /notes/{id}","rawPath":"/notes/0d3f5a35-55a2-4a55-8f7b-5d4cdd7f8c11","rawQueryString":"tag=x&page=2",
         "cookies":["a=1","b=2"],
         "headers":{"host":"api.example.com","content-type":"application/json","x-forwarded-proto":"https","x-correlation-id":"c-1","origin":"https://app.example.com"},
         "queryStringParameters":{"tag":"x","page":"2"},"pathParameters":{"id":"0d3f5a35-55a2-4a55-8f7b-5d4cdd7f8c11"},"stageVariables":{"color":"blue"},
         "requestContext":{"accountId":"1","apiId":"abc","domainName":"api.example.com","domainPrefix":"api","requestId":"r","routeKey":"PATCH /notes/{id}",
           "stage":"$default","time":"09/Apr/2026:12:34:56 +0000","timeEpoch":1775738096000,
           "http":{"method":"PATCH","path":"/notes/1","protocol":"HTTP/1.1","sourceIp":"203.0.113.7","userAgent":"curl/8"},
           "authorizer":{"jwt":{"claims":{"sub":"user-1"},"scopes":["a"]}}},
         "body":"{\"title\":\"a\",\"tags\":[\"b\"]}","isBase64Encoded":false}
        """;

    private static readonly JsonNode[] Events =
    [
        JsonNode.Parse(Version2)!,
        JsonNode.Parse(RestEvents.Whole.Replace("a%20b", RestEvents.Id, StringComparison.Ordinal))!,
        JsonNode.Parse(RestEvents.Whole.Replace("\"resource\"", "\"version\":\"1.0\",\"resource\"", StringComparison.Ordinal))!,
    ];

    private static readonly JsonNode ClientContext = JsonNode.Parse("""
        {"client":{"installation_id":"1","app_title":"a","app_version_name":"1","app_version_code":"2","app_package_name":"b"},"custom":{"a":"b"},"env":{"c":"d"}}
        """)!;

    private static readonly JsonNode Identity = JsonNode.Parse("""{"cognitoIdentityId":"a","cognitoIdentityPoolId":"b"}""")!;

    [Test]
    public async Task A_faulty_event_is_served_or_refused_by_the_name_of_its_member_and_traced()
    {
        using var attack = new Attack("input-runtime-events");
        var probe = new Probe();
        try
        {
            await attack.RunAsync(async attackCase =>
            {
                if (attackCase.Number % EventsOfOneProbe == EventsOfOneProbe - 1)
                {
                    probe.Dispose();
                    probe = new Probe();
                }

                var mutation = JsonMutator.Break(Events[attackCase.Number % Events.Length], attackCase.Random);
                var answer = await ServeAsync(probe, Function(probe, attackCase.Number), mutation.Text);
                var status = (int)answer["statusCode"]!;
                var body = (string?)answer["body"] ?? "";
                attack.Count(status < 400 ? "served" : "refused");
                Assert.That(status, Is.InRange(200, 499), body);
                Assert.That(body.Length == 0 || JsonNode.Parse(body)!["success"] is not null, Is.True);
                var documents = probe.Daemon.ReceiveArrived();
                Assert.That(documents, Has.Count.EqualTo(1));
                Assert.That(SegmentSchema.Validate(documents[0]), Is.Empty, documents[0]);
                Assert.That((bool?)JsonNode.Parse(documents[0])!["fault"], Is.Not.True);
                if (body.Contains("The event", StringComparison.Ordinal) && (mutation.Fault is JsonFault.WrongKind or JsonFault.Text or JsonFault.Number))
                {
                    Assert.That(mutation.Path.Any(name => body.Contains(name, StringComparison.Ordinal)), Is.True, body);
                }
            });
        }
        finally
        {
            probe.Dispose();
        }

        Assert.That(attack.Figure("served"), Is.GreaterThan(0));
        Assert.That(attack.Figure("refused"), Is.GreaterThan(0));
    }

    [Test]
    public async Task Damaged_bytes_of_an_event_never_stop_the_loop()
    {
        using var attack = new Attack("input-runtime-loop");
        using var probe = new Probe();
        var http = new HttpInvocationHandler(Function(probe, 0));
        await using var loop = await RunningLoop.StartAsync(new DelegateHandler(async (invocation, response, cancellationToken) =>
        {
            var context = invocation.Context;
            _ = (context.ClientContext?.Client?.AppTitle, context.ClientContext?.Custom, context.Identity?.IdentityId, context.RemainingTime, context.FunctionName);
            await http.HandleAsync(invocation, response, cancellationToken);
        }));
        await attack.RunAsync(async attackCase =>
        {
            var random = attackCase.Random;
            var text = Events[attackCase.Number % Events.Length].ToJsonString();
            var damaged = new Mutator(random, "{", "}", "[", "]", ":", ",", "\"", "null", "\\ud800", "\"body\":", "\"headers\":{").Mutate(text);
            var outcome = await loop.Api.EnqueueAsync(damaged, new InvocationHeaders
            {
                TraceHeader = random.Next(2) == 0 ? probe.Header.ToString() : "Root=" + Ascii(HostileTexts.Pick(random)),
                InvokedFunctionArn = random.Next(2) == 0 ? null : Ascii(HostileTexts.Pick(random)),
                ClientContext = Shortened(JsonMutator.Break(ClientContext, random).Text),
                CognitoIdentity = Shortened(JsonMutator.Break(Identity, random).Text),
                Deadline = random.Next(3) == 0 ? null : TimeProvider.System.GetUtcNow().AddSeconds(30),
            });

            // The function always answers: an error would be one of the handler itself.
            Assert.That(outcome.IsSuccess, Is.True, outcome.Text);
            Assert.That((int)outcome.Json["statusCode"]!, Is.InRange(200, 499), outcome.Text);
            attack.Count((int)outcome.Json["statusCode"]! < 400 ? "served" : "refused");
            probe.Daemon.ReceiveArrived();
        });

        var last = await loop.Api.EnqueueAsync(Version2);
        Assert.That((int)last.Json["statusCode"]!, Is.EqualTo(204));
    }

    [TestCase("""{"version":"2.0","routeKey":"GET /notes","body":5}""", 2, "The event's member body cannot be read.")]
    [TestCase("""{"version":"2.0","routeKey":"GET /notes","headers":{"a":"\ud800"}}""", 2, "The event's member headers.a cannot be read.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","body":5}""", 1, "The event's member body must be a text.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","headers":{"a":"\ud800"}}""", 1, "The event's member headers must be a text of valid Unicode.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","headers":{"\ud800":"a"}}""", 1, "The event holds a text that is not valid Unicode.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","requestContext":[]}""", 1, "The event's member requestContext must be an object.")]
    [TestCase("null", 2, "The event is null.")]
    [TestCase("[]", 2, "The event is not a JSON object.")]
    [TestCase("", 2, "The event is not valid JSON.")]
    public async Task A_malformed_event_is_answered_in_its_own_format(string json, int format, string message)
    {
        using var probe = new Probe();

        var answer = await ServeAsync(probe, Function(probe, 0), json);

        var error = JsonNode.Parse((string)answer["body"]!)!["error"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)answer["statusCode"]!, (string?)error["type"], (string?)error["message"]), Is.EqualTo((400, "BAD_REQUEST", message)));
            Assert.That(answer.ContainsKey("cookies"), Is.False);
            Assert.That(probe.Daemon.ReceiveOne()["error"]!.GetValue<bool>(), Is.True);
            Assert.That(json.Contains("resource", StringComparison.Ordinal), Is.EqualTo(format == 1));
        }
    }

    [Test]
    public async Task A_table_finds_the_function_of_a_malformed_event_to_answer_it()
    {
        using var probe = new Probe();
        var table = new HttpRouteTable(key => key == "GET /notes" ? Function(probe, 1) : null);

        var answer = await ServeAsync(probe, table, """{"resource":"/notes","httpMethod":"GET","body":5}""");

        Assert.That((int)answer["statusCode"]!, Is.EqualTo(400));
    }

    [TestCase("""{"env":{"a":"\ud800"}}""")]
    [TestCase("""{"\ud800":1}""")]
    [TestCase("[[[[")]
    public void A_client_context_that_cannot_be_read_counts_as_absent(string json)
    {
        var context = new Invocation
        {
            RequestId = "r", Deadline = DateTimeOffset.UnixEpoch, ClientContextJson = json, CognitoIdentityJson = """{"cognitoIdentityId":"\ud800"}""",
        }.Context;

        Assert.That(context.ClientContext?.Environment, Is.Null.Or.Empty);
        Assert.That(context.Identity, Is.Null);
    }

    [TestCase("""{"resource":"/notes","httpMethod":"GET","headers":{""", "\"a\":\"\",")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","multiValueHeaders":{""", "\"cookie\":[\"a\"],")]
    public async Task A_header_that_stands_a_hundred_thousand_times_takes_memory_like_its_length(string start, string member)
    {
        using var probe = new Probe();
        var json = start + string.Concat(Enumerable.Repeat(member, 100_000)) + "\"z\":\"\"}}";
        var before = GC.GetAllocatedBytesForCurrentThread();

        await ServeAsync(probe, Function(probe, 1), json);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(json.Length * 60L));
    }

    private static TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> Function(
        Probe probe, int number) => number % 2 == 0
        ? new NoteFunction<NoteChange>(probe.Options, (_, _, _) => Task.FromResult(NoteFunction<NoteChange>.Nothing()))
        : new NoteFunction<NoteQuery>(probe.Options, (_, _, _) => Task.FromResult(NoteFunction<NoteQuery>.Nothing()), isPublic: true);

    private static Task<JsonObject> ServeAsync(
        Probe probe,
        TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse> function,
        string json) => ServeAsync(probe, new HttpInvocationHandler(function), json);

    private static async Task<JsonObject> ServeAsync(Probe probe, IInvocationHandler handler, string json)
    {
        var output = new ArrayBufferWriter<byte>();
        await handler.HandleAsync(
            new Invocation
            {
                Event = Encoding.UTF8.GetBytes(json),
                RequestId = "r1",
                Deadline = TimeProvider.System.GetUtcNow().AddSeconds(30),
                TraceHeader = probe.Header.ToString(),
            },
            output,
            CancellationToken.None);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }

    // Lambda takes no client context of more than 3,583 bytes.
    private static string Shortened(string json) => json.Length <= 3_583 ? json : json[..3_583];

    // A header of the Runtime API can carry nothing else.
    private static string Ascii(string text) => string.Concat(text.Where(character => character is >= ' ' and <= '~').Take(2_000));
}
