using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Lego.Testing.Tracing;

namespace Lego.Functions.Tests.EndToEnd;

/// <summary>The story of a new user, through gateway, Runtime API and the functions process.</summary>
[CancelAfter(120_000)]
public sealed class EndToEndTests
{
    private LocalApi _api = null!;
    private string _ada = "";
    private string _grace = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _api = new LocalApi();
        await _api.StartAsync(CancellationToken.None);
        _ada = await _api.TokenAsync("ada", CancellationToken.None);
        _grace = await _api.TokenAsync("grace", CancellationToken.None);
    }

    [OneTimeTearDown]
    public ValueTask Stop() => _api.DisposeAsync();

    [Test]
    [Order(0)]
    public async Task A_new_data_folder_has_sample_MOCs_that_can_be_listed_and_found(CancellationToken cancellationToken)
    {
        var listed = await _api.SendAsync(HttpMethod.Get, "api/mocs", _ada, cancellationToken: cancellationToken);
        await _api.RefreshIndexAsync("moc_instructions", cancellationToken);
        var found = await _api.SendAsync(HttpMethod.Get, "api/mocs?search=lighthouse", _ada, cancellationToken: cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)listed.Json!["total"], Is.EqualTo(4));
            Assert.That(found.Data.AsArray().Select(moc => (string?)moc!["theme"]), Is.EqualTo(new[] { "Harbour" }));
            Assert.That(found.Step("moc-list").Annotation("searchSource"), Is.EqualTo("opensearch"));
        }
    }

    [Test]
    [Order(1)]
    public async Task A_MOC_is_created_read_twice_and_refused_to_others(CancellationToken cancellationToken)
    {
        var created = await CreateAsync("End to end castle", cancellationToken);
        var path = $"api/mocs/{(string)created.Data["id"]!}";
        var miss = await _api.SendAsync(HttpMethod.Get, path, _ada, cancellationToken: cancellationToken);
        var hit = await _api.SendAsync(HttpMethod.Get, path, _ada, cancellationToken: cancellationToken);
        var foreign = await _api.SendAsync(HttpMethod.Get, path, _grace, cancellationToken: cancellationToken);
        var nobody = await _api.SendAsync(HttpMethod.Get, path, null, cancellationToken: cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(created.Names, Is.SupersetOf(new[] { "moc-create", "db:moc.create", "search:index", "cache:drop" }));
            Assert.That((string?)miss.Data["title"], Is.EqualTo("End to end castle"));
            Assert.That(miss.Step("cache:get").Annotation("cacheHit"), Is.EqualTo("false"));
            Assert.That(miss.Names, Is.SupersetOf(new[] { "db:moc.detail", "cache:set" }));
            Assert.That(hit.Step("cache:get").Annotation("cacheHit"), Is.EqualTo("true"));
            Assert.That(hit.Step("cache:get").Metadata("default", "commands"), Does.Contain("GET"));
            Assert.That(hit.Names, Has.None.StartsWith("db:"));
            Assert.That((foreign.Status, foreign.ErrorType), Is.EqualTo((403, "FORBIDDEN")));
            Assert.That(foreign.Step("moc-get").Annotation("errorType"), Is.EqualTo("FORBIDDEN"));
            Assert.That(nobody.Status, Is.EqualTo(401));
        }
    }

    [Test]
    [Order(2)]
    public async Task A_file_is_uploaded_and_downloaded(CancellationToken cancellationToken)
    {
        var id = (string)(await CreateAsync("Plan to download", cancellationToken)).Data["id"]!;
        using var file = new ByteArrayContent(TestApi.Pdf(4 * 1024 * 1024));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var type = new StringContent("instruction");
        using var form = new MultipartFormDataContent { { type, "fileType" }, { file, "file", "plan.pdf" } };

        var uploaded = await _api.SendAsync(HttpMethod.Post, $"api/mocs/{id}/files", _ada, content: form, cancellationToken: cancellationToken);
        Assert.That(uploaded.Status, Is.EqualTo(201), uploaded.Json?.ToJsonString());
        var fileId = (string)uploaded.Data["id"]!;
        var link = await _api.SendAsync(HttpMethod.Get, $"api/mocs/{id}/files/{fileId}/download", _ada, cancellationToken: cancellationToken);
        var content = await _api.DownloadAsync(link.Location!, cancellationToken);
        var deleted = await _api.SendAsync(HttpMethod.Delete, $"api/mocs/{id}/files/{fileId}", _ada, cancellationToken: cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(uploaded.Names, Does.Contain("s3:PutObject").And.Contain("db:moc.file.insert"));
            Assert.That(uploaded.Step("moc-file-upload").Annotation("fileId"), Is.EqualTo(fileId));
            Assert.That(link.Status, Is.EqualTo(302));
            Assert.That(content, Has.Length.EqualTo(4 * 1024 * 1024));
            Assert.That(deleted.Status, Is.EqualTo(200));
            Assert.That(deleted.Names, Does.Contain("s3:DeleteObject"));
        }
    }

    [Test]
    [Order(3)]
    public async Task Several_files_go_with_their_MOC(CancellationToken cancellationToken)
    {
        var id = (string)(await CreateAsync("Plan to delete", cancellationToken, "short-lived")).Data["id"]!;
        using var first = new ByteArrayContent(TestApi.Pdf());
        using var second = new ByteArrayContent(TestApi.Pdf());
        first.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        second.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        using var form = new MultipartFormDataContent { { first, "files", "a.pdf" }, { second, "files", "b.pdf" } };

        var uploaded = await _api.SendAsync(HttpMethod.Post, $"api/mocs/{id}/files", _ada, content: form, cancellationToken: cancellationToken);
        var listed = await _api.SendAsync(HttpMethod.Get, "api/mocs?tag=short-lived&limit=1", _ada, cancellationToken: cancellationToken);
        var deleted = await _api.SendAsync(HttpMethod.Delete, $"api/mocs/{id}", _ada, cancellationToken: cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int?)uploaded.Data["summary"]!["succeeded"], Is.EqualTo(2));
            Assert.That((int?)listed.Json!["pagination"]!["total"], Is.EqualTo(1));
            Assert.That(deleted.Status, Is.EqualTo(204));
            Assert.That(deleted.Names, Does.Contain("s3:DeleteObjects").And.Contain("db:moc.delete"));
            Assert.That(deleted.Step("s3:DeleteObjects")["fault"], Is.Null);
        }
    }

    [Test]
    [Order(4)]
    public async Task Bad_input_is_answered_with_the_name_of_the_field(CancellationToken cancellationToken)
    {
        var answer = await _api.SendAsync(HttpMethod.Post, "api/mocs", _ada, new JsonObject { ["title"] = "" }, cancellationToken: cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.Status, answer.ErrorType), Is.EqualTo((400, "VALIDATION_ERROR")));
            Assert.That(answer.Json!["error"]!["details"]!["errors"]!["fieldErrors"]!["title"], Is.Not.Null);
            Assert.That(answer.Step("moc-create")["error"]?.GetValue<bool>(), Is.True);
        }
    }

    [Test]
    [Order(5)]
    public async Task With_cache_and_index_stopped_underneath_requests_are_still_answered(CancellationToken cancellationToken)
    {
        var id = (string)(await CreateAsync("Steady lighthouse", cancellationToken)).Data["id"]!;
        await _api.Stack.Server("redis").StopAsync(cancellationToken);
        await _api.Stack.Server("opensearch").StopAsync(cancellationToken);

        var read = await _api.SendAsync(HttpMethod.Get, $"api/mocs/{id}", _ada, cancellationToken: cancellationToken);
        var changed = await _api.SendAsync(HttpMethod.Patch, $"api/mocs/{id}", _ada, new JsonObject { ["theme"] = "Sea" }, cancellationToken: cancellationToken);
        var found = await _api.SendAsync(HttpMethod.Get, "api/mocs?search=steady", _ada, cancellationToken: cancellationToken);
        var health = await _api.SendAsync(HttpMethod.Get, "health", null, cancellationToken: cancellationToken);

        await _api.Stack.Server("redis").StartAsync(cancellationToken);
        await _api.Stack.Server("opensearch").StartAsync(cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(read.Status, Is.EqualTo(200));
            Assert.That(read.Step("cache:get")["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(changed.Status, Is.EqualTo(200));
            Assert.That(changed.Step("search:index")["fault"]?.GetValue<bool>(), Is.True);
            Assert.That(found.Data.AsArray().Select(moc => (string?)moc!["title"]), Is.EqualTo(new[] { "Steady lighthouse" }));
            Assert.That(found.Step("moc-list").Annotation("searchSource"), Is.EqualTo("postgres"));
            Assert.That((string?)health.Data["status"], Is.EqualTo("degraded"));
        }
    }

    private async Task<LocalAnswer> CreateAsync(string title, CancellationToken cancellationToken, params string[] tags)
    {
        var body = new JsonObject { ["title"] = title, ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) };
        var answer = await _api.SendAsync(HttpMethod.Post, "api/mocs", _ada, body, cancellationToken: cancellationToken);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Json?.ToJsonString());
        return answer;
    }
}
