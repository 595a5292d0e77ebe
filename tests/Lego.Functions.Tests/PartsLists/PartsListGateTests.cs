using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.PartsLists;

/// <summary>What all functions of parts lists refuse alike.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PartsListGateTests
{
    private static readonly Dictionary<string, string?> Bodies = new()
    {
        ["parts-list-list"] = null,
        ["parts-list-create"] = """{"name":"Bricks","parts":[]}""",
        ["parts-list-update"] = """{"name":"Mine now"}""",
        ["parts-list-status-update"] = """{"status":"completed"}""",
        ["parts-list-delete"] = null,
        ["parts-list-parse"] = """{"s3Key":"x"}""",
    };

    private static IEnumerable<string> Functions => Bodies.Keys;

    [TestCaseSource(nameof(Functions))]
    public async Task A_MOC_of_somebody_else_is_not_found_as_one_that_does_not_exist(string function)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var listId = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var before = (await api.ListsAsync(mocId)).ToJsonString();

        var foreign = await api.CallAsync(function, rawBody: Bodies[function], path: PartsListCalls.Path(mocId, listId), user: "somebody-else");
        var missing = await api.CallAsync(function, rawBody: Bodies[function], path: PartsListCalls.Path(Guid.NewGuid().ToString(), listId));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(missing.Text("error", "message"), Is.EqualTo(foreign.Text("error", "message")));
            Assert.That((await api.ListsAsync(mocId)).ToJsonString(), Is.EqualTo(before));
        }
    }

    [TestCase("parts-list-update")]
    [TestCase("parts-list-status-update")]
    [TestCase("parts-list-delete")]
    public async Task A_list_of_another_MOC_is_not_found(string function)
    {
        await using var api = new TestApi();
        var listId = await api.CreateListAsync(await api.CreateMocAsync());
        var mocId = await api.CreateMocAsync();

        var other = await api.CallAsync(function, rawBody: Bodies[function], path: PartsListCalls.Path(mocId, listId));
        var none = await api.CallAsync(function, rawBody: Bodies[function], path: PartsListCalls.Path(mocId, Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((other.Status, other.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((none.Status, none.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(other.Text("error", "message"), Does.Contain("parts list"));
        }
    }

    [TestCase("parts-list-create")]
    [TestCase("parts-list-update")]
    [TestCase("parts-list-status-update")]
    [TestCase("parts-list-parse")]
    public async Task A_missing_or_broken_body_is_a_bad_request(string function)
    {
        await using var api = new TestApi();
        var path = PartsListCalls.Path(Guid.NewGuid().ToString(), Guid.NewGuid().ToString());

        var missing = await api.CallAsync(function, path: path);
        var broken = await api.CallAsync(function, rawBody: "{", path: path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
            Assert.That((broken.Status, broken.ErrorType), Is.EqualTo((400, "BAD_REQUEST")));
        }
    }

    [TestCaseSource(nameof(Functions))]
    [TestCase("parts-list-user-summary")]
    public async Task Without_a_user_nothing_happens(string function)
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync(
            function, rawBody: Bodies.GetValueOrDefault(function), path: PartsListCalls.Path(Guid.NewGuid().ToString()), signedIn: false);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((401, "UNAUTHORIZED")));
            Assert.That(answer.Steps, Is.Empty);
        }
    }

    [TestCaseSource(nameof(Functions))]
    [TestCase("parts-list-user-summary")]
    public async Task A_database_that_is_down_is_a_database_error(string function)
    {
        await using var api = new TestApi(settings => settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Password=planted-secret;Database=lego" });

        var answer = await api.CallAsync(
            function, rawBody: Bodies.GetValueOrDefault(function), path: PartsListCalls.Path(Guid.NewGuid().ToString(), Guid.NewGuid().ToString()));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "DATABASE_ERROR")));
            Assert.That(answer.Body + answer.Trace.ToJsonString(), Does.Not.Contain("planted-secret"));
        }
    }

    [TestCase("parts-list-create")]
    [TestCase("parts-list-update")]
    [TestCase("parts-list-status-update")]
    [TestCase("parts-list-delete")]
    public async Task A_write_makes_the_detail_of_the_MOC_be_read_anew(string function)
    {
        await using var api = new TestApi();
        var mocId = await api.CreateMocAsync();
        var listId = await api.CreateListAsync(mocId, PartsListCalls.Part("3001", 2));
        var before = await api.CallAsync("moc-get", path: TestApi.Id(mocId));

        var written = await api.CallAsync(function, rawBody: Bodies[function], path: PartsListCalls.Path(mocId, listId));

        var after = await api.CallAsync("moc-get", path: TestApi.Id(mocId));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(written.Status, Is.LessThan(300), written.Body);
            Assert.That(after.Data["partsLists"]!.ToJsonString(), Is.Not.EqualTo(before.Data["partsLists"]!.ToJsonString()));
            Assert.That(JsonNode.DeepEquals(after.Data["updatedAt"], before.Data["updatedAt"]), Is.True, "the MOC's own row is as it was");
        }
    }
}
