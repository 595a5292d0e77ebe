using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.RuntimeApi;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Events that an attack found to be answered badly, or not at all.</summary>
[Parallelizable]
public sealed class MalformedEventTests
{
    [TestCase("""{"version":"2.0","routeKey":"GET /notes","body":5}""", "The event's member body must be a text.")]
    [TestCase("""{"version":"2.0","routeKey":"GET /notes","headers":{"a":"\ud800"}}""", "The event's member headers.a must be a text of valid Unicode.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","body":5}""", "The event's member body must be a text.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","headers":{"a":"\ud800"}}""", "The event's member headers.a must be a text of valid Unicode.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","headers":{"\ud800":"a"}}""", "The event's member headers must be an object with names of valid Unicode.")]
    [TestCase("""{"resource":"/notes","httpMethod":"GET","requestContext":[]}""", "The event's member requestContext must be an object.")]
    [TestCase("""{"version":"\udc00","routeKey":"GET /notes"}""", "The event's member version must be a text of valid Unicode.")]
    [TestCase("null", "The event is null.")]
    [TestCase("[]", "The event is not a JSON object.")]
    [TestCase("", "The event is not valid JSON.")]
    public async Task A_malformed_event_is_answered_by_the_name_of_its_member_and_traced(string json, string message)
    {
        using var probe = new Probe();

        var answer = await ServedEvents.ServeAsync(probe, ServedEvents.Function(probe, 0), json);

        var error = JsonNode.Parse((string)answer["body"]!)!["error"]!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(((int)answer["statusCode"]!, (string?)error["type"], (string?)error["message"]), Is.EqualTo((400, "BAD_REQUEST", message)));
            Assert.That(probe.Daemon.ReceiveOne()["error"]!.GetValue<bool>(), Is.True);
        }
    }

    [Test]
    public async Task A_table_finds_the_function_of_a_malformed_event_to_answer_it()
    {
        using var probe = new Probe();
        var table = new HttpRouteTable(key => key == "GET /notes" ? ServedEvents.Function(probe, 1) : null);

        var answer = await ServedEvents.ServeAsync(probe, table, """{"resource":"/notes","httpMethod":"GET","body":5}""");

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

        await ServedEvents.ServeAsync(probe, ServedEvents.Function(probe, 1), json);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(json.Length * 60L));
    }
}
