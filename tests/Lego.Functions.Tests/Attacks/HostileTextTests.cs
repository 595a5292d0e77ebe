using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions.Shared;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.PartsLists;
using Lego.Functions.Tests.Wishlist;
using Lego.Lambda.Runtime.Http;
using Lego.Testing.Attacks;

namespace Lego.Functions.Tests.Attacks;

/// <summary>
/// Hostile texts in every text of every function: stored and given back as they are or refused by a 4xx that names the field, found as texts
/// by searches, and of no effect on anybody else.
/// </summary>
[Category("Attack")]
public sealed class HostileTextTests
{
    private static readonly string[] Searches = ["moc-list", "gallery-image-list", "gallery-image-search", "album-list", "wishlist-list", "wishlist-search"];

    private Tenant _writer = null!;
    private Tenant _other = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _writer = await Tenant.CreateAsync();
        _other = await Tenant.CreateAsync();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _writer.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Test]
    public async Task Each_text_is_a_text_wherever_it_goes()
    {
        using var attack = new Attack("access-hostile-texts");
        var fields = TextField.All(_writer.Api.Services);
        Assert.That(fields.Select(field => field.Function).Distinct().Count(), Is.GreaterThan(20));
        var before = await _other.SnapshotAsync();
        attack.Set("fields", fields.Count);
        await attack.RunAsync(async attackCase =>
        {
            var field = fields[attackCase.Number % fields.Count];

            // What a client sends is UTF-8, which has no halves of surrogate pairs; their escapes in JSON are tried where its parser is.
            var text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(HostileTexts.Pick(attackCase.Random)));
            var answer = await field.Call(_writer.Ids, text, TakesBody(field)).SendAsync(_writer.Api, field.Function);
            attack.Count(answer.Status < 300 ? "taken" : "refused");

            Assert.That(answer.Status, Is.LessThan(400).Or.AnyOf(400, 403, 404, 409), $"{field} = '{text}': {answer.Body}");
            Assert.That(answer.Body, Does.Not.Contain(_other.Mark));
            ExpectHeaders(answer);
            if (answer.Status < 300 && field.Member.StartsWith("form:", StringComparison.Ordinal) is false)
            {
                await ExpectAsItIsAsync(field, answer, text);
            }
        });

        Assert.That(await _other.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_search_without_the_index_finds_the_text_and_no_pattern([ValueSource(nameof(Searches))] string function)
    {
        // A user of its own: what the index found for another test may still be cached.
        await using var api = new TestApi(settings => settings with { Search = "" });
        foreach (var title in new[] { "Castle", "100% a_b \\ 'q'" })
        {
            await api.CreateMocAsync(title);
            await api.CreateAlbumAsync(title);
            await api.WishAsync(title);
            await TestRows.AddImageAsync(api.User, title);
        }

        var texts = HostileTexts.All.Where(text => text.Trim().Length is > 0 and <= 200 && !text.Contains('\0', StringComparison.Ordinal));
        foreach (var text in texts.Where((text, i) => Attack.IsLong || i % 8 == 0 || text is "%" or "_" or "\\" or "*" or "\\%"))
        {
            var answer = await api.CallAsync(function, query: new Dictionary<string, string> { ["search"] = text, ["limit"] = "100" });

            Assert.That(answer.Status, Is.EqualTo(200), $"'{text}': {answer.Body}");
            foreach (var row in answer.Data.AsArray())
            {
                Assert.That(Texts(row), Has.Some.Contains(text.Trim()).IgnoreCase, $"found by '{text}'");
            }
        }
    }

    [Test]
    public async Task A_search_of_the_index_finds_nothing_of_others([ValueSource(nameof(Searches))] string function)
    {
        await TestIndex.RefreshAsync("moc_instructions");
        await TestIndex.RefreshAsync("gallery_images");
        await TestIndex.RefreshAsync("wishlist_items");
        foreach (var text in new[] { "castle", "*", "castle OR userId:" + _other.User, _other.User, _other.Mark, "\"}}],\"should\":[{\"match_all\":{}}]" })
        {
            var answer = await _writer.Api.CallAsync(function, query: new Dictionary<string, string> { ["search"] = text, ["tag"] = "castle", ["userId"] = _other.User, ["limit"] = "100" });

            Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
            Assert.That(answer.Data.AsArray().Select(row => (string?)row!["userId"]), Is.All.EqualTo(_writer.User), text);
            Assert.That(answer.Body, Does.Not.Contain(_other.Mark.ToUpperInvariant()).And.Not.Contain("Castle " + _other.Mark));
        }
    }

    [Test]
    public async Task Users_whose_ids_hold_the_marks_of_keys_share_no_cached_answer()
    {
        var family = "u" + Guid.NewGuid().ToString("N");
        var plain = (User: family, Query: new Dictionary<string, string> { ["category"] = "all" });
        var crafted = (User: family + ":category", Query: new Dictionary<string, string>());
        var body = new JsonObject { ["title"] = "Secret wish", ["category"] = "x" };
        await _writer.Api.CallAsync("wishlist-create", body.DeepClone(), user: crafted.User);
        var own = await _writer.Api.CallAsync("wishlist-list", query: crafted.Query, user: crafted.User);
        // Both families are of their first generation now.
        await _writer.Api.CallAsync("wishlist-create", body.DeepClone(), user: plain.User);

        var answer = await _writer.Api.CallAsync("wishlist-list", query: plain.Query, user: plain.User);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(own.Data.AsArray(), Has.Count.EqualTo(1));
            Assert.That(answer.Data.AsArray(), Is.Empty);
        }
    }

    [TestCase("a/../b")]
    [TestCase("..")]
    [TestCase("a/thumbnails")]
    [TestCase("a%2Fb")]
    public async Task A_user_whose_id_looks_like_a_path_has_one_folder(string user)
    {
        var id = user + (user == ".." ? "" : Guid.NewGuid().ToString("N"));
        var upload = await _writer.Api.CallAsync("gallery-image-upload", form: GalleryCalls.Form(), user: id);
        var folder = ObjectStorage.FolderOf(id);
        var stored = await TestObjects.ListAsync($"images/{folder}/");
        var deleted = await _writer.Api.CallAsync("gallery-image-delete", path: TestApi.Id(upload.Text("data", "id")), user: id);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(folder, Does.Not.Contain("/").And.Not.EqualTo(".."));
            Assert.That(stored, Has.Count.EqualTo(2));
            Assert.That(deleted.Status, Is.EqualTo(204));
            Assert.That(await TestObjects.ListAsync($"images/{folder}/"), Is.Empty, "the URL in the row led back to the object");
        }
    }

    [Test]
    public async Task Nothing_that_a_caller_sends_becomes_a_header()
    {
        foreach (var row in FunctionCatalog.All)
        {
            foreach (var text in new[] { "a\r\nX-Evil: 1", "a\nSet-Cookie: x", "\u0000", "é", "https://evil.test", "null", "http://localhost:3002.evil.test", "http://localhost:3002\r\nX-Evil: 1" })
            {
                var request = Lego.Testing.HttpEvent.Create(row.RouteKey, _writer.User, headers: new Dictionary<string, string>
                {
                    ["x-correlation-id"] = text, ["origin"] = text, ["x-amzn-trace-id"] = text, ["user-agent"] = text, ["host"] = text, ["accept"] = text,
                });
                ExpectHeaders(await _writer.Api.SendAsync(row, request));
            }
        }
    }

    private static void ExpectHeaders(ApiAnswer answer)
    {
        Assert.That(string.Concat(answer.Headers.Values.Concat(answer.Headers.Keys)), Does.Not.Match(@"[\x00-\x1f\x7f-\uffff]"));
        Assert.That(answer.Headers.Keys, Has.None.EqualTo("X-Evil").And.None.EqualTo("Access-Control-Allow-Origin"));
    }

    /// <summary>The text in the answer or in what is read afterwards, from the database and from the cache.</summary>
    private async Task ExpectAsItIsAsync(TextField field, ApiAnswer answer, string text)
    {
        var reader = Reader(field, answer);
        if (reader is null)
        {
            return;
        }

        // The name of a list is trimmed, as are entries of a file; a colour without a text has a name of ours.
        var expected = field.Member is "name" or "csv" ? text.Trim() : text;
        var read = new[] { await reader(), await reader() };
        if (expected.Length > 0)
        {
            Assert.That(read.Select(Texts), Has.All.Contains(expected), $"{field} = '{text}'");
        }
    }

    private Func<Task<JsonNode>>? Reader(TextField field, ApiAnswer answer) => field.Function switch
    {
        "moc-create" or "moc-update" => () => ReadAsync("moc-get", TestApi.Id(answer.Text("data", "id"))),
        // Only of sets or of MOCs are these kept.
        "moc-initialize-with-files" when field.Member is "title" or "description" or "theme" or "setNumber" or "tags" or "files[].filename" =>
            () => ReadAsync("moc-get", TestApi.Id(answer.Text("data", "mocId"))),
        "gallery-image-update" => () => ReadAsync("gallery-image-get", TestApi.Id(answer.Text("data", "id"))),
        "album-create" or "album-update" => () => ReadAsync("album-get", TestApi.Id(answer.Text("data", "id"))),
        "wishlist-create" or "wishlist-update" => () => ReadAsync("wishlist-get", TestApi.Id(answer.Text("data", "id"))),
        "wishlist-reorder" => () => ReadAsync("wishlist-get", TestApi.Id(_writer.Ids["item"])),
        "parts-list-create" or "parts-list-update" or "moc-parts-list-upload" => async () => await _writer.Api.ListsAsync(_writer.Ids["moc"]),
        "gallery-image-flag" => () => Task.FromResult(answer.Data),
        _ => null,
    };

    private async Task<JsonNode> ReadAsync(string function, Dictionary<string, string> path)
    {
        var answer = await _writer.Api.CallAsync(function, path: path);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Data;
    }

    private bool TakesBody(TextField field) =>
        typeof(IJsonBody).IsAssignableFrom(RequestTypes.Of(FunctionCatalog.Find(field.Function), _writer.Api.Services));

    private static List<string> Texts(JsonNode? node) => node switch
    {
        JsonObject members => [.. members.SelectMany(member => Texts(member.Value))],
        JsonArray items => [.. items.SelectMany(Texts)],
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };
}
