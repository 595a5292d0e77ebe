using System.Text.Json.Nodes;
using Lego.Functions.Repair;
using Lego.Functions.Tests.Gallery;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.Attacks;

[Parallelizable(ParallelScope.All)]
public sealed class StorageFaultTests
{
    private static readonly TestCaseData[] Faults =
    [
        new(new Fault(FaultKind.Refuse), 3),
        new(new Fault(FaultKind.LoseRequest), 3),
        new(new Fault(FaultKind.LoseAnswer), 3),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Bytes(new Random(1))), 3),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(200)), 3),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(403)), 1),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(429)), 3),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.Html(500)), 3),
        new(new Fault(FaultKind.Garbage, Answer: Garbage.S3Error(503, "SlowDown")), 3),
    ];

    [TestCaseSource(nameof(Faults))]
    public async Task An_upload_that_fails_before_the_commit_is_an_external_error_and_leaves_nothing(object fault, int attempts)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var moc = await api.CreateMocAsync();
        var before = await UserRows.ReadAsync(api.User);
        servers.Storage.Fault = (Fault)fault;
        var form = new FormBody().Field("fileType", "instruction").File("file", "plan.pdf", "application/pdf", TestApi.Pdf());

        var failed = await api.CallAsync("moc-file-upload", path: TestApi.Id(moc), form: form);

        servers.Heal();
        var after = await UserRows.ReadAsync(api.User);
        await SweepAsync(api, $"mocs/{moc}/", DateTimeOffset.MaxValue);
        var left = await TestObjects.CountAsync($"mocs/{moc}/");
        var uploaded = await api.UploadAsync(moc);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failed.Status, failed.ErrorType), Is.EqualTo((500, "EXTERNAL_SERVICE_ERROR")), failed.Body);
            Assert.That(failed.Text("error", "details", "service"), Is.EqualTo("S3"));
            Assert.That(failed.Steps.Count(step => step == "s3:PutObject"), Is.EqualTo(attempts));
            Assert.That(failed.Trace.SelfAndDescendants().Where(step => step.Text("name") == "s3:PutObject").Select(Failed), Is.All.True);
            Assert.That(before.ChangesTo(after), Is.Empty);
            Assert.That(left, Is.Zero);
            Assert.That(uploaded["id"], Is.Not.Null);
            Assert.That(failed.Body + failed.Trace.ToJsonString() + api.LogText, Does.Not.Contain(servers.Secrets[1]));
        }
    }

    [TestCase(FaultKind.Stall)]
    [TestCase(FaultKind.StallAnswer)]
    public async Task An_upload_that_hangs_ends_before_the_deadline_of_the_request_and_leaves_nothing(object kind)
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        servers.Storage.Fault = new Fault((FaultKind)kind, Count: 2);
        api.RemainingTime = TimeSpan.FromSeconds(2);

        var failed = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form());

        servers.Heal();
        api.RemainingTime = null;
        var rows = await UserRows.ReadAsync(api.User);
        var next = await api.CallAsync("gallery-image-upload", form: GalleryCalls.Form());
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failed.Status, failed.ErrorType), Is.EqualTo((503, "SERVICE_UNAVAILABLE")), failed.Body);
            Assert.That(rows.Of("image"), Is.Empty);
            Assert.That(next.Status, Is.EqualTo(201), next.Body);
        }
    }

    [Test]
    public async Task A_delete_that_S3_misses_is_done_all_the_same_and_its_objects_are_swept_up_later()
    {
        await using var servers = new FaultyServers();
        await using var api = servers.NewApi();
        var kept = await api.UploadImageAsync("kept");
        var image = await api.UploadImageAsync("deleted");
        servers.Storage.Fault = new Fault(FaultKind.Refuse);

        var deleted = await api.CallAsync("gallery-image-delete", path: TestApi.Id((string)image["id"]!));

        servers.Heal();
        var young = await SweepAsync(api, $"images/{api.User}/", DateTimeOffset.UnixEpoch);
        var swept = await SweepAsync(api, $"images/{api.User}/", DateTimeOffset.MaxValue);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deleted.Status, Is.EqualTo(204));
            Assert.That(deleted.Trace["fault"], Is.Null);
            Assert.That(deleted.Steps.Count(step => step == "s3:DeleteObjects"), Is.EqualTo(3));
            Assert.That((young, swept), Is.EqualTo((0, 2)));
            Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf((string)kept["imageUrl"]!)), Is.Not.Null);
            Assert.That(await TestObjects.GetAsync(TestObjects.KeyOf((string)kept["thumbnailUrl"]!)), Is.Not.Null);
        }
    }

    private static async Task<int> SweepAsync(TestApi api, string prefix, DateTimeOffset before) =>
        (await Repairs.RunAsync([new ObjectSweep(api.Services.Storage, api.Services.Database, prefix, before)], CancellationToken.None)).Deleted;

    private static bool Failed(JsonObject step) => (bool?)step["fault"] == true || (bool?)step["error"] == true || (bool?)step["throttle"] == true;
}
