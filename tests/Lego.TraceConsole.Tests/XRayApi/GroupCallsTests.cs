using System.Text.Json.Nodes;

namespace Lego.TraceConsole.Tests.XRayApi;

[Parallelizable]
public sealed class GroupCallsTests
{
    [Test]
    public async Task A_group_is_made_changed_and_deleted_and_outlives_a_restart()
    {
        await using var console = await ConsoleFixture.StartAsync();

        var made = (await console.CallAsync("/CreateGroup", new JsonObject { ["GroupName"] = "slow", ["FilterExpression"] = "duration > 5" }))["Group"]!;
        await console.CallAsync("/UpdateGroup", new JsonObject
        {
            ["GroupName"] = "slow",
            ["InsightsConfiguration"] = new JsonObject { ["InsightsEnabled"] = true },
        });
        await console.StopServerAsync();
        await console.StartServerAsync();
        var found = (await console.CallAsync("/GetGroup", new JsonObject { ["GroupARN"] = made["GroupARN"]!.GetValue<string>() }))["Group"]!;
        var names = await NamesAsync(console);
        await console.CallAsync("/DeleteGroup", new JsonObject { ["GroupName"] = "slow" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(made["GroupARN"]!.GetValue<string>(), Does.Match("^arn:aws:xray:[a-z0-9-]+:[0-9]{12}:group/slow/[0-9A-F]{32}$"));
            Assert.That(found["FilterExpression"]!.GetValue<string>(), Is.EqualTo("duration > 5"));
            Assert.That(found["InsightsConfiguration"]!.ToJsonString(), Is.EqualTo("""{"InsightsEnabled":true,"NotificationsEnabled":false}"""));
            Assert.That(names, Is.EqualTo(["Default", "slow"]));
            Assert.That(await NamesAsync(console), Is.EqualTo(["Default"]));
        }
    }

    [TestCase("/CreateGroup", """{"GroupName":"Default"}""", "GroupName must not be Default: that group is always there.")]
    [TestCase("/CreateGroup", """{"GroupName":"taken"}""", "GroupName is the name of another group.")]
    [TestCase("/CreateGroup", """{"GroupName":""}""", "GroupName must have 1 to 32 characters, and has 0.")]
    [TestCase("/CreateGroup", "{}", "GroupName is required.")]
    [TestCase(
        "/CreateGroup", """{"GroupName":"new","FilterExpression":"duration >"}""",
        "FilterExpression: At character 11: expected a number after `duration >`, found the end.")]
    [TestCase("/UpdateGroup", """{"GroupName":"Default","FilterExpression":"ok"}""", "The group Default can be neither changed nor deleted.")]
    [TestCase("/DeleteGroup", """{"GroupName":"Default"}""", "The group Default can be neither changed nor deleted.")]
    [TestCase("/GetGroup", """{"GroupName":"none"}""", "GroupName names no group that there is.")]
    [TestCase("/GetGroup", "{}", "GroupName or GroupARN is required.")]
    public async Task A_bad_request_is_answered_with_what_is_wrong(string path, string body, string message)
    {
        await using var console = await ConsoleFixture.StartAsync();
        await console.CallAsync("/CreateGroup", new JsonObject { ["GroupName"] = "taken" });

        var answer = await console.PostAsync(path, body);

        Assert.That((answer.Status, answer.ErrorType, answer.Message), Is.EqualTo((400, "InvalidRequestException", message)));
    }

    [Test]
    public async Task There_can_be_25_groups_beside_the_default_one()
    {
        await using var console = await ConsoleFixture.StartAsync();
        for (var number = 0; number < 25; number++)
        {
            await console.CallAsync("/CreateGroup", new JsonObject { ["GroupName"] = $"group-{number}" });
        }

        var answer = await console.PostAsync("/CreateGroup", new JsonObject { ["GroupName"] = "one more" });

        Assert.That(answer.Message, Is.EqualTo("There can be at most 25 groups."));
    }

    private static async Task<IEnumerable<string>> NamesAsync(ConsoleFixture console) =>
        (await console.CallAsync("/Groups"))["Groups"]!.AsArray().Select(group => group!["GroupName"]!.GetValue<string>());
}
