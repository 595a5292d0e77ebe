using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions.Tests.Gallery;
using Lego.Functions.Tests.Moc;
using Lego.Functions.Tests.PartsLists;
using Lego.Functions.Tests.Wishlist;

namespace Lego.Functions.Tests.Attacks;

/// <summary>A user of the pool with one resource of each kind, whose every text carries a mark that nobody else may ever see.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    private Tenant(TestApi api, Dictionary<string, string> ids)
    {
        Api = api;
        Ids = ids;
    }

    public TestApi Api { get; }

    public string User => Api.User;

    public string Mark => MarkOf(User);

    /// <summary>The ids by the names that <see cref="AccessEntry"/> calls them.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; }

    public static async Task<Tenant> CreateAsync()
    {
        var api = new TestApi { User = AssemblySetUp.TakeUser().Subject };
        var mark = MarkOf(api.User);
        var moc = await api.CreateMocAsync($"Castle {mark}", new JsonArray(mark, "castle"), $"castle {mark}");
        var file = await api.UploadAsync(moc, $"{mark}.pdf");
        var part = PartsListCalls.Part(mark, 2);
        var list = await api.CreateListAsync(moc, part);
        var album = await api.CreateAlbumAsync($"Castle {mark}", $"castle {mark}");
        var image = await api.UploadImageAsync($"Castle {mark}", $"castle {mark}", [mark, "castle"], album);
        var link = await api.CallAsync("moc-gallery-image-link", new JsonObject { ["galleryImageId"] = (string?)image["id"] }, TestApi.Id(moc));
        Assert.That(link.Status, Is.EqualTo(201), link.Body);
        var wish = await api.WishAsync($"Castle {mark}", description: $"castle {mark}", category: $"castle {mark}");
        await api.UploadImageAsync(wish, Pictures.Png(4, 4));
        var pending = await api.InitializeAsync(MocWithFilesCalls.File($"{mark}-pending.pdf"));
        await MocWithFilesCalls.PutAsync(pending["uploadUrls"]![0]!);
        var key = $"mocs/{moc}/parts-list/parts.csv";
        await TestObjects.PutTextAsync(key, $"Part ID,Part Name,Quantity,Color\n3001,{mark},2,Red\n");
        return new Tenant(api, new Dictionary<string, string>
        {
            ["moc"] = moc,
            ["file"] = (string)file["id"]!,
            ["list"] = list,
            ["album"] = album,
            ["image"] = (string)image["id"]!,
            ["item"] = wish,
            ["pendingMoc"] = (string)pending["mocId"]!,
            ["pendingFile"] = (string)pending["uploadUrls"]![0]!["fileId"]!,
            ["key"] = key,
            ["user"] = api.User,
        });
    }

    /// <summary>Ids that nobody has.</summary>
    public static Dictionary<string, string> Nobody(Random random)
    {
        var ids = new[] { "moc", "file", "list", "album", "image", "item", "pendingMoc", "pendingFile", "user" }.ToDictionary(name => name, _ => NewId(random));
        ids["key"] = $"mocs/{ids["moc"]}/parts-list/none.csv";
        return ids;
    }

    /// <summary>Everything that is this user's: rows, objects, documents of the index and the pool's attributes. One flag may come from others.</summary>
    public async Task<string> SnapshotAsync()
    {
        const string Sql =
            """
            select string_agg(line, E'\n' order by line) from (
                select 'moc ' || to_jsonb(moc)::text as line from moc_instructions moc where user_id = $1
                union all select 'file ' || to_jsonb(file)::text from moc_files file join moc_instructions moc on moc.id = file.moc_id where moc.user_id = $1
                union all select 'album ' || to_jsonb(album)::text from gallery_albums album where user_id = $1
                union all select 'image ' || (to_jsonb(image) - 'flagged')::text from gallery_images image where user_id = $1
                union all select 'link ' || to_jsonb(link)::text from moc_gallery_images link join moc_instructions moc on moc.id = link.moc_id where moc.user_id = $1
                union all select 'item ' || to_jsonb(item)::text from wishlist_items item where user_id = $1
                union all select 'list ' || to_jsonb(list)::text from moc_parts_lists list join moc_instructions moc on moc.id = list.moc_id where moc.user_id = $1
                union all select 'part ' || to_jsonb(part)::text from moc_parts part
                    join moc_parts_lists list on list.id = part.parts_list_id join moc_instructions moc on moc.id = list.moc_id where moc.user_id = $1) rows
            """;
        var text = new StringBuilder().AppendLine((string?)await TestRows.ValueAsync(Sql, User));
        foreach (var prefix in new[] { $"mocs/{Ids["moc"]}/", $"mocs/{Ids["pendingMoc"]}/", $"images/{User}/", $"wishlist/{User}/", $"avatars/{User}/" })
        {
            text.AppendJoin('\n', await TestObjects.ListAsync(prefix)).AppendLine();
        }

        using var http = new HttpClient();
        foreach (var (index, id) in new[] { ("moc_instructions", "moc"), ("gallery_images", "image"), ("gallery_images", "album"), ("wishlist_items", "item") })
        {
            var document = JsonNode.Parse(await http.GetStringAsync(new Uri($"{AssemblySetUp.Settings.Search}/{index}/_doc/{Ids[id]}")))!;
            text.AppendLine(document["_source"]!.ToJsonString());
        }

        return text.AppendLine((await Api.Services.Profiles.FindUserAsync(User, CancellationToken.None)).ToString()).ToString();
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    // Nothing of the id, which an attacker may know.
    private static string MarkOf(string user) => "mark" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(user)))[..16];

    private static string NewId(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }
}
