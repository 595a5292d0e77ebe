using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Http;
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
                var answer = await ServedEvents.ServeAsync(probe, ServedEvents.Function(probe, attackCase.Number), mutation.Text);
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
                    Assert.That(mutation.Path.Any(name => body.Contains(name, StringComparison.Ordinal)), Is.True, $"{mutation.Text}\n{body}");
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
        var http = new HttpInvocationHandler(ServedEvents.Function(probe, 0));
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

    // Lambda takes no client context of more than 3,583 bytes.
    private static string Shortened(string json) => json.Length <= 3_583 ? json : json[..3_583];

    // A header of the Runtime API can carry nothing else.
    private static string Ascii(string text) => string.Concat(text.Where(character => character is >= ' ' and <= '~').Take(2_000));
}
