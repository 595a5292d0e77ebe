using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Moc;

[Parallelizable(ParallelScope.All)]
public sealed class MocFileDeleteTests
{
    [Test]
    public async Task Row_and_object_go_and_a_parts_list_made_from_it_stays()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var file = await api.UploadAsync(id);
        var fileId = (string)file["id"]!;
        var list = await TestRows.AddPartsListAsync(id, fileId);
        await TestRows.ValueAsync("update moc_instructions set updated_at = '2020-01-01Z' where id = $1", Guid.Parse(id));
        await api.CallAsync("moc-get", path: TestApi.Id(id));

        var answer = await api.CallAsync("moc-file-delete", path: TestApi.File(id, fileId));

        var detail = (await api.CallAsync("moc-get", path: TestApi.Id(id))).Data;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(answer.Text("data", "fileId"), Is.EqualTo(fileId));
            Assert.That(answer.Text("data", "message"), Is.Not.Empty);
            Assert.That(answer.Trace.Annotation("mocId"), Is.EqualTo(id));
            Assert.That(answer.Trace.Annotation("fileId"), Is.EqualTo(fileId));
            Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf((string)file["fileUrl"]!)), Is.Null);
            Assert.That(detail["files"]!.AsArray(), Is.Empty);
            Assert.That((string?)detail["partsLists"]![0]!["id"], Is.EqualTo(list.ToString()));
            Assert.That(detail["partsLists"]![0]!["fileId"], Is.Null);
            Assert.That((string?)detail["updatedAt"], Does.Not.StartWith("2020"));
        }
    }

    [Test]
    public async Task Storage_that_is_down_does_not_fail_it()
    {
        await using var api = new TestApi();
        await using var crippled = new TestApi(settings => settings with { StoreEndpoint = "http://" + TestApi.DeadAddress });
        var id = await api.CreateMocAsync();
        var file = (string)(await api.UploadAsync(id))["id"]!;

        var answer = await crippled.CallAsync("moc-file-delete", path: TestApi.File(id, file), user: api.User);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.Status, Is.EqualTo(200));
            Assert.That(crippled.LogLines.Any(line => (string?)line["operation"] == "s3:delete" && (string?)line["level"] == "WARN"), Is.True);
        }
    }

    [Test]
    public async Task Only_the_owner_may_and_only_a_file_of_that_MOC()
    {
        await using var api = new TestApi();
        var id = await api.CreateMocAsync();
        var other = await api.CreateMocAsync();
        var file = (string)(await api.UploadAsync(id))["id"]!;

        var foreign = await api.CallAsync("moc-file-delete", path: TestApi.File(id, file), user: "somebody-else");
        var wrongMoc = await api.CallAsync("moc-file-delete", path: TestApi.File(other, file));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That((wrongMoc.Status, wrongMoc.ErrorType), Is.EqualTo((404, "NOT_FOUND")));
            Assert.That(await TestRows.CountAsync("moc_files", Guid.Parse(file)), Is.EqualTo(1));
        }
    }
}
