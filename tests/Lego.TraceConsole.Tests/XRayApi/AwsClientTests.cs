using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

/// <summary>AWS's own client and X-Ray SDK for Node against the console.</summary>
[Parallelizable]
public sealed class AwsClientTests
{
    [Test]
    public async Task Clients_of_AWS_understand_the_console_as_if_it_were_X_Ray()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var told = JsonNode.Parse(await NodePeer.RunAsync("talk.js", console.Server.Endpoint.AbsoluteUri, console.Server.Daemon.ToString()))!;

        var id = told["id"]!.GetValue<string>();
        var segments = told["segments"]!.AsArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(told["summary"]!["Id"]!.GetValue<string>(), Is.EqualTo(id));
            // The client made a Date of the number.
            Assert.That(told["summary"]!["StartTime"]!.GetValue<string>(), Does.EndWith("Z"));
            Assert.That(told["unprocessed"]![0]!["ErrorCode"]!.GetValue<string>(), Is.EqualTo("ParseError"));
            Assert.That(segments.Select(segment => segment!["name"]!.GetValue<string>()), Is.EquivalentTo(["node-app", "second", "example.org"]));
            Assert.That(segments.Select(segment => segment!["trace_id"]!.GetValue<string>()), Is.All.EqualTo(id));
            Assert.That(told["graph"]!.AsArray().Select(name => name!.GetValue<string>()), Is.SupersetOf(["node-app", "second", "example.org"]));
            Assert.That(told["traceGraph"]!.AsArray().Select(type => type!.GetValue<string>()), Is.SupersetOf(["client", "remote"]));
            Assert.That(told["series"]![0]!.GetValue<int>(), Is.EqualTo(1));
            Assert.That(told["groups"]!.ToJsonString(), Is.EqualTo("""["Default","slow"]"""));
            Assert.That(told["ruleTimes"]!.GetValue<bool>(), Is.True);
            Assert.That(told["target"]!["ReservoirQuota"]!.GetValue<int>(), Is.EqualTo(4));
            Assert.That(told["sdkRules"]!.ToJsonString(), Is.EqualTo("""["uploads","Default"]"""));
        }
    }

    [Test]
    public async Task Clients_of_AWS_see_errors_by_name_and_message()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var told = JsonNode.Parse(await NodePeer.RunAsync("talk.js", console.Server.Endpoint.AbsoluteUri, console.Server.Daemon.ToString()))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(told["badFilter"]!["name"]!.GetValue<string>(), Is.EqualTo("InvalidRequestException"));
            Assert.That(told["badFilter"]!["message"]!.GetValue<string>(), Does.StartWith("FilterExpression: At character 10:"));
            Assert.That(told["tooManyIds"]!["message"]!.GetValue<string>(), Is.EqualTo("TraceIds must have at most 5 items, and has 6."));
            Assert.That(told["insight"]!["status"]!.GetValue<int>(), Is.EqualTo(501));
        }
    }
}
