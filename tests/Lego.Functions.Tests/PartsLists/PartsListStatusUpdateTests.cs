using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListStatusUpdateTests
{
    [Test]
    public async Task Any_status_may_follow_any_and_both_are_logged()
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var path = PartsListCalls.Path(mocId, await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2)));

        var done = await api.CallAsync("parts-list-status-update", new JsonObject { ["status"] = "completed" }, path);
        var back = await api.CallAsync("parts-list-status-update", new JsonObject { ["status"] = "in_progress" }, path);

        var line = api.LogLines.Last(entry => entry.ContainsKey("oldStatus"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(done.Status, Is.EqualTo(200));
            Assert.That(done.Text("data", "partsList", "status"), Is.EqualTo("completed"));
            Assert.That(done.Text("data", "partsList", "completedParts"), Is.EqualTo("0"), "status and items are independent");
            Assert.That(done.Data["partsList"]!.AsObject().ContainsKey("oldStatus"), Is.False);
            Assert.That(back.Text("data", "partsList", "status"), Is.EqualTo("in_progress"));
            Assert.That((string?)line["oldStatus"], Is.EqualTo("completed"));
            Assert.That((string?)line["newStatus"], Is.EqualTo("in_progress"));
            Assert.That(back.Steps, Is.EqualTo(new[] { "db:parts-list.status", "cache:drop" }));
            Assert.That(back.Trace.Annotation("partsListId"), Is.EqualTo(path["partsListId"]));
            Assert.That(back.Trace.Named("db:parts-list.status").Annotation("operation"), Is.EqualTo("update"));
        }
    }

    [TestCase("{}")]
    [TestCase("""{"status":"Completed"}""")]
    [TestCase("""{"status":null}""")]
    [TestCase("""{"status":1}""")]
    public async Task An_unknown_status_is_named(string body)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync(
            "parts-list-status-update", rawBody: body, path: PartsListCalls.Path(Guid.NewGuid().ToString(), Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "status" }));
        }
    }
}
