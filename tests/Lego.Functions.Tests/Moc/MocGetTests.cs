using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocGetTests
{
    [Test]
    public async Task The_first_read_asks_the_database_and_the_second_the_cache()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();

        var miss = await api.CallAsync("moc-get", path: TestApi.Id(id));
        var hit = await api.CallAsync("moc-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(miss.Status, Is.EqualTo(200));
            Assert.That(miss.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("false"));
            Assert.That(
                miss.Steps,
                Is.EquivalentTo(new[] { "cache:get", "db:moc.detail", "cache:set" }));
            Assert.That(miss.Trace.Named("db:moc.detail").Annotation("table"), Is.EqualTo("moc_instructions"));
            Assert.That(miss.Trace.Named("db:moc.detail").Annotation("operation"), Is.EqualTo("select"));
            Assert.That(
                (string?)miss.Trace.Named("db:moc.detail").Nodes().Single()["sql"]!["sanitized_query"],
                Does.Contain("from moc_instructions").And.Contain("from moc_files").And.Contain("from moc_gallery_images").And.Contain("from moc_parts_lists"));
            Assert.That(miss.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(hit.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Steps, Is.EqualTo(new[] { "cache:get" }));
            Assert.That(hit.Data.ToJsonString(), Is.EqualTo(miss.Data.ToJsonString()));
        }
    }

    [Test]
    public async Task Files_images_and_parts_lists_come_with_it()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var file = await api.UploadAsync(id);
        var image = await TestRows.AddImageAsync(api.User, "Front", "Seen from the front");
        var link = await TestRows.LinkImageAsync(id, image);
        var list = await TestRows.AddPartsListAsync(id, (string)file["id"]!);

        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(detail["files"]!.ToJsonString(), Is.EqualTo(new JsonArray(file.DeepClone()).ToJsonString()));
            Assert.That(
                detail["images"]!.ToJsonString(),
                Is.EqualTo($$"""[{"id":"{{link}}","galleryImageId":"{{image}}","url":"https://example.com/front.webp","alt":"Front","caption":"Seen from the front"}]"""));
            var first = detail["partsLists"]![0]!;
            Assert.That((string?)first["id"], Is.EqualTo(list.ToString()));
            Assert.That((string?)first["name"], Is.EqualTo("Bricks"));
            Assert.That((string?)first["inventoryPercentage"], Is.EqualTo("33.33"));
            Assert.That((string?)first["costEstimate"], Is.EqualTo("12.50"));
            Assert.That(first["actualCost"], Is.Null);
            Assert.That((string?)first["status"], Is.EqualTo("planning"));
            Assert.That((int?)first["totalParts"], Is.EqualTo(3));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Another_user_is_refused_whether_or_not_it_is_cached(bool cached)
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync("Private");
        if (cached)
        {
            await api.CallAsync("moc-get", path: TestApi.Id(id));
        }

        var answer = await api.CallAsync("moc-get", path: TestApi.Id(id), user: "somebody-else");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(403));
            Assert.That(answer.ErrorType, Is.EqualTo("FORBIDDEN"));
            Assert.That(answer.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo(cached ? "true" : "false"));
            Assert.That(answer.Body, Does.Not.Contain("Private"));
            Assert.That(answer.Trace["error"]?.GetValue<bool>(), Is.True);
        }
    }

    [Test]
    public async Task A_MOC_that_does_not_exist_is_not_found()
    {
        await using var api = new TestApi();
        var id = Guid.NewGuid().ToString();

        var answer = await api.CallAsync("moc-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(404));
            Assert.That(answer.ErrorType, Is.EqualTo("NOT_FOUND"));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
        }
    }

    [Test]
    public async Task An_id_that_is_no_UUID_is_named()
    {
        await using var api = new TestApi();

        var answer = await api.CallAsync("moc-get", path: TestApi.Id("castle"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.ErrorType, Is.EqualTo("VALIDATION_ERROR"));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { "id" }));
        }
    }

    [Test]
    public async Task Without_a_cache_every_read_asks_the_database()
    {
        await using var api = new TestApi(settings => settings with { Cache = "" });
        var id = await api.CreateMocAsync();
        await api.CallAsync("moc-get", path: TestApi.Id(id));

        var answer = await api.CallAsync("moc-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Steps, Does.Contain("db:moc.detail").And.None.StartsWith("cache:"));
        }
    }

    [Test]
    public async Task A_cache_that_is_down_costs_one_request_a_moment_and_fails_none()
    {
        await using var api = new TestApi(settings => settings with { Cache = TestApi.DeadAddress });
        var id = await api.CreateMocAsync();

        var answer = await api.CallAsync("moc-get", path: TestApi.Id(id));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Trace.Named("cache:get").Annotation("cacheHit"), Is.EqualTo("false"));
            Assert.That(answer.Trace.Named("cache:get")["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(api.LogLines.Any(line => (string?)line["operation"] == "cache:get" && (string?)line["errorType"] == "CacheUnavailableException"), Is.True);
        }
    }
}
