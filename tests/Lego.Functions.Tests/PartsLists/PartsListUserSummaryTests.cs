using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.PartsLists;

[Parallelizable(ParallelScope.All)]
public sealed class PartsListUserSummaryTests
{
    [Test]
    public async Task Lists_of_all_MOCs_of_the_caller_are_counted()
    {
        await using var api = new TestApi();
        var first = await api.CreateMocAsync();
        var second = await api.CreateMocAsync();
        var list = await api.CreateListAsync(first);
        await api.CreateListAsync(first, PartsListCalls.Part("3001", 3));
        var done = await api.CreateListAsync(second);
        await api.CallAsync(
            "parts-list-update",
            new JsonObject
            {
                ["status"] = "in_progress",
                ["parts"] = new JsonArray(PartsListCalls.Part("3001", 2, acquired: true), PartsListCalls.Part("3002", 3)),
            },
            PartsListCalls.Path(first, list));
        await api.CallAsync("parts-list-status-update", new JsonObject { ["status"] = "completed" }, PartsListCalls.Path(second, done));

        var answer = await api.CallAsync("parts-list-user-summary");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(
                answer.Data.ToJsonString(),
                Is.EqualTo("""{"summary":{"totalPartsLists":3,"byStatus":{"planning":1,"in_progress":1,"completed":1},"totalParts":8,"totalCompletedParts":2,"completionPercentage":25}}"""));
            Assert.That(answer.Steps, Is.EqualTo(new[] { "db:parts-list.summary" }));
        }
    }

    [Test]
    public async Task A_user_without_lists_has_zeros()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("parts-list-user-summary");

        Assert.That(
            answer.Data.ToJsonString(),
            Is.EqualTo("""{"summary":{"totalPartsLists":0,"byStatus":{"planning":0,"in_progress":0,"completed":0},"totalParts":0,"totalCompletedParts":0,"completionPercentage":0}}"""));
    }

    [TestCase(1, 200, 1)]
    [TestCase(1, 201, 0)]
    [TestCase(199, 200, 100)]
    public async Task The_percentage_is_rounded_half_up(int completed, int total, int percentage)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var parts = new JsonArray(PartsListCalls.Part("a", completed, acquired: true), PartsListCalls.Part("b", total - completed));
        await api.CallAsync("parts-list-update", new JsonObject { ["parts"] = parts }, PartsListCalls.Path(mocId, await api.CreateListAsync(mocId)));

        var answer = await api.CallAsync("parts-list-user-summary");

        Assert.That(answer.Text("data", "summary", "completionPercentage"), Is.EqualTo(percentage.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
