using System.Text.Json.Nodes;
using Lego.Testing.Tracing;
using static Lego.Functions.Tests.Moc.MocWithFilesCalls;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocFinalizeWithFilesTests
{
    [Test]
    public async Task Confirmed_files_stay_failed_ones_go_and_the_thumbnail_is_set()
    {
        await using var api = new TestApi();
        var initialized = await api.InitializeAsync(
            File("plan.pdf"), File("lost.pdf"), Png("side.png", "gallery-image"), Png("front.png", "thumbnail"));
        var id = (string)initialized["mocId"]!;
        var uploads = initialized["uploadUrls"]!.AsArray();
        JsonNode[] sent = [uploads[0]!, uploads[2]!, uploads[3]!];
        await Task.WhenAll(sent.Select(upload => PutAsync(upload)));
        await api.CallAsync("moc-get", path: TestApi.Id(id));
        await api.CallAsync("moc-list");

        var answer = await api.FinalizeAsync(initialized, [.. sent.Select(upload => (upload, true)), (uploads[1]!, false)]);

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var moc = answer.Data["moc"]!;
        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;
        var front = moc["files"]!.AsArray().Single(file => (string?)file!["originalFilename"] == "front.png")!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)moc["id"], Is.EqualTo(id));
            Assert.That((string?)moc["thumbnailUrl"], Is.EqualTo((string?)front["fileUrl"]));
            Assert.That(moc["files"]!.AsArray().Select(file => (string?)file!["originalFilename"]), Is.EqualTo(new[] { "plan.pdf", "side.png", "front.png" }));
            Assert.That(moc["images"]!.AsArray().Select(image => (string?)image!["alt"]), Is.EqualTo(new[] { "side.png", "front.png" }));
            Assert.That(
                moc["images"]![1]!.ToJsonString(),
                Is.EqualTo($$"""{"id":"{{front["id"]}}","url":"{{front["fileUrl"]}}","alt":"front.png","caption":"front.png"}"""));
            Assert.That(detail["files"]!.ToJsonString(), Is.EqualTo(moc["files"]!.ToJsonString()));
            Assert.That((string?)detail["thumbnailUrl"], Is.EqualTo((string?)moc["thumbnailUrl"]), "the detail is read anew");
            Assert.That((string?)(await api.CallAsync("moc-list")).Data[0]!["thumbnailUrl"], Is.EqualTo((string?)moc["thumbnailUrl"]), "so is the list");
            Assert.That((string?)(await TestIndex.MocAsync(id))!["thumbnailUrl"], Is.EqualTo((string?)moc["thumbnailUrl"]));
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("fileCount"), Is.EqualTo("4"));
            Assert.That(answer.Steps.Count(step => step == "s3:HeadObject"), Is.EqualTo(3));
            Assert.That(answer.Steps, Does.Contain("db:moc.finalize").And.Contain("search:index").And.Contain("cache:drop"));
            Assert.That(answer.Trace.SelfAndDescendants().First(step => step.Text("name") == "s3:HeadObject").Annotation("operation"), Is.EqualTo("HeadObject"));
        }
    }

    [Test]
    public async Task Without_a_thumbnail_the_first_image_becomes_one_and_again_at_the_second_call()
    {
        await using var api = new TestApi();
        var initialized = await api.InitializeAsync(File("plan.pdf"), Png("a.png", "gallery-image"), Png("b.png", "gallery-image"));
        var uploads = initialized["uploadUrls"]!.AsArray().Select(upload => upload!).ToList();
        await Task.WhenAll(uploads.Select(upload => PutAsync(upload)));
        (JsonNode, bool)[] outcomes = [(uploads[2], true), (uploads[1], true), (uploads[0], true)];

        var first = await api.FinalizeAsync(initialized, outcomes);
        var second = await api.FinalizeAsync(initialized, outcomes);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((string?)first.Data["moc"]!["thumbnailUrl"], Does.EndWith("-b.png"), "first in the order of the request");
            Assert.That(first.Data["moc"]!["files"]!.AsArray().Select(file => (string?)file!["fileType"]), Is.EqualTo(new[] { "instruction", "gallery-image", "thumbnail" }));
            Assert.That(second.Status, Is.EqualTo(200));
            Assert.That(second.Data["moc"]!["files"]!.ToJsonString(), Is.EqualTo(first.Data["moc"]!["files"]!.ToJsonString()));
            Assert.That((string?)second.Data["moc"]!["thumbnailUrl"], Is.EqualTo((string?)first.Data["moc"]!["thumbnailUrl"]));
        }
    }

    [Test]
    public async Task Without_images_the_old_thumbnail_stays()
    {
        await using var api = new TestApi();
        var initialized = await api.InitializeAsync(File("plan.pdf"));
        var upload = initialized["uploadUrls"]![0]!;
        await PutAsync(upload);
        await api.CallAsync("moc-update", new JsonObject { ["thumbnailUrl"] = "https://example.com/old.png" }, TestApi.Id((string)initialized["mocId"]!));

        var answer = await api.FinalizeAsync(initialized, [(upload, true)]);

        Assert.That((string?)answer.Data["moc"]!["thumbnailUrl"], Is.EqualTo("https://example.com/old.png"));
    }

    [Test]
    public async Task A_file_that_did_not_arrive_is_named_and_nothing_changes()
    {
        await using var api = new TestApi(production: true);
        var initialized = await api.InitializeAsync(File("plan.pdf"), File("lost.pdf"), File("failed.pdf"), Png("front.png", "thumbnail"));
        var id = (string)initialized["mocId"]!;
        var uploads = initialized["uploadUrls"]!.AsArray().Select(upload => upload!).ToList();
        await PutAsync(uploads[0]);
        await PutAsync(uploads[3]);
        var before = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data.ToJsonString();

        var answer = await api.FinalizeAsync(initialized, [(uploads[0], true), (uploads[1], true), (uploads[2], false), (uploads[3], true)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "FILE_ERROR")));
            Assert.That(answer.Text("error", "message"), Does.Contain("'lost.pdf'").And.Not.Contain("plan.pdf"));
            Assert.That((await api.CallAsync("moc-get", path: TestApi.Id(id))).Data.ToJsonString(), Is.EqualTo(before));
            Assert.That(await TestIndex.MocAsync(id), Is.Null);
        }
    }

    [TestCase("""{}""", "uploadedFiles")]
    [TestCase("""{"uploadedFiles":[]}""", "uploadedFiles")]
    [TestCase("""{"uploadedFiles":[{"fileId":"{id}","success":false}]}""", "uploadedFiles")]
    [TestCase("""{"uploadedFiles":[{"fileId":"{id}"}]}""", "uploadedFiles[0].success")]
    [TestCase("""{"uploadedFiles":[{"success":true}]}""", "uploadedFiles[0].fileId")]
    [TestCase("""{"uploadedFiles":[{"fileId":"{id}","success":true},{"fileId":"{id}","success":false}]}""", "uploadedFiles[1].fileId")]
    [TestCase("""{"uploadedFiles":[{"fileId":"{id}","success":true},{"fileId":"{other}","success":true}]}""", "uploadedFiles[1].fileId")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var api = new TestApi();
        var initialized = await api.InitializeAsync(File("plan.pdf"));
        var other = await api.InitializeAsync(File("plan.pdf"));
        await PutAsync(initialized["uploadUrls"]![0]!);
        var filled = body
            .Replace("{id}", (string)initialized["uploadUrls"]![0]!["fileId"]!, StringComparison.Ordinal)
            .Replace("{other}", (string)other["uploadUrls"]![0]!["fileId"]!, StringComparison.Ordinal);

        var answer = await api.CallAsync(
            "moc-finalize-with-files", rawBody: filled, path: new Dictionary<string, string> { ["mocId"] = (string)initialized["mocId"]! });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.FieldErrors, Is.EqualTo(new[] { field }));
        }
    }

    [Test]
    public async Task A_MOC_of_somebody_else_is_not_found_as_one_that_does_not_exist()
    {
        await using var api = new TestApi();
        var initialized = await api.InitializeAsync(File("plan.pdf"));
        var upload = initialized["uploadUrls"]![0]!;
        await PutAsync(upload);

        var foreign = await api.FinalizeAsync(initialized, [(upload, true)], user: "somebody-else");
        var missing = await api.FinalizeAsync(new JsonObject { ["mocId"] = Guid.NewGuid().ToString() }, [(upload, true)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That((missing.Status, missing.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
        }
    }

    [Test]
    public async Task Storage_that_is_down_is_an_external_error_and_no_missing_file()
    {
        await using var api = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var initialized = await api.InitializeAsync(File("plan.pdf"));

        var answer = await api.FinalizeAsync(initialized, [(initialized["uploadUrls"]![0]!, true)]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")));
            Assert.That(answer.Steps.Count(step => step == "s3:HeadObject"), Is.EqualTo(3));
            Assert.That(answer.Steps, Has.None.StartsWith("db:moc.finalize"));
        }
    }

    [Test]
    public async Task Cache_and_index_that_are_down_do_not_fail_it()
    {
        await using var api = new TestApi(settings => settings with { Cache = TestApi.DeadAddress, Search = "http://" + TestApi.DeadAddress });
        var initialized = await api.InitializeAsync(File("plan.pdf"));
        await PutAsync(initialized["uploadUrls"]![0]!);

        var answer = await api.FinalizeAsync(initialized, [(initialized["uploadUrls"]![0]!, true)]);

        Assert.That(answer.Status, Is.EqualTo(200));
    }
}
