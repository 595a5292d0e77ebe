using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Lego.Functions.Tests.Moc;

namespace Lego.Functions.Tests.Attacks;

/// <summary>Requests of one user, drawn at random from those that fit the user's rows.</summary>
/// <param name="api">The functions.</param>
/// <param name="random">Decides what is drawn.</param>
/// <param name="poolUser">A user of the pool, for the profile.</param>
internal sealed partial class FaultCalls(TestApi api, Random random, string poolUser)
{
    private static readonly byte[] Picture = Pictures.Png(6, 4);
    private static readonly string[] Statuses = ["planning", "in_progress", "completed"];

    private int _number;
    private JsonObject? _toUpload;

    /// <summary>The content of files by their names.</summary>
    public Dictionary<string, byte[]> Contents { get; } = [];

    /// <summary>MOCs whose files the client uploads, and that are not finished yet.</summary>
    public List<JsonObject> Announced { get; } = [];

    /// <summary>Draws the next request.</summary>
    public FaultCall Next(UserRows rows)
    {
        List<Func<UserRows, FaultCall?>> kinds = [MocCall, FileCall, PartsCall, ImageCall, AlbumCall, WishCall, ReadCall, ProfileCall];
        while (true)
        {
            if (kinds[random.Next(kinds.Count)](rows) is { } call)
            {
                return call;
            }
        }
    }

    private FaultCall? MocCall(UserRows rows)
    {
        var moc = Any(rows.Of("moc"));
        switch (random.Next(6))
        {
            case 0 or 1:
                return FaultCall.Of("moc-create", () => api.CallAsync("moc-create", new JsonObject { ["title"] = Name("moc"), ["tags"] = new JsonArray("a") }), "+moc");
            case 2 when moc is not null:
                return FaultCall.Of("moc-update", () => api.CallAsync("moc-update", new JsonObject { ["title"] = Name("moc") }, Path(moc)), "~moc");
            case 3 when moc is not null:
                return FaultCall.Of("moc-delete", () => api.CallAsync("moc-delete", path: Path(moc)), ChangesOfDelete(rows, moc));
            case 4:
                return FaultCall.Of("moc-initialize-with-files", AnnounceAsync, "+moc", "+file", "+file");
            case 5 when Announced.Count > 0:
                var announced = Announced[0];
                Announced.RemoveAt(0);
                var files = announced["uploadUrls"]!.AsArray();
                var isWhole = files.All(file => rows.Find("file", (string)file!["fileId"]!) is not null);
                return isWhole
                    ? FaultCall.Of(
                        "moc-finalize-with-files", () => api.FinalizeAsync(announced, [(files[0]!, true), (files[1]!, false)]), "~moc", "-file")
                    : null;
            default:
                return null;
        }
    }

    /// <summary>A MOC goes with all that hangs on it, and with the images that only it shows.</summary>
    private static IEnumerable<string> ChangesOfDelete(UserRows rows, JsonObject moc)
    {
        var id = IdOf(moc);
        var lists = rows.Of("list").Where(row => (string?)row["moc_id"] == id).Select(IdOf).ToHashSet();
        var links = rows.Of("link");
        var orphans = links.Where(link => (string?)link["moc_id"] == id)
            .Select(link => (string)link["gallery_image_id"]!)
            .Where(image => rows.Find("image", image) is { } row && row["album_id"] is null
                && !links.Any(link => (string?)link["gallery_image_id"] == image && (string?)link["moc_id"] != id)
                && !rows.Of("album").Any(album => (string?)album["cover_image_id"] == image))
            .ToHashSet();
        return
        [
            "-moc",
            .. rows.Of("file").Where(row => (string?)row["moc_id"] == id).Select(_ => "-file"),
            .. lists.Select(_ => "-list"),
            .. lists.Where(list => rows.Find("parts", list) is not null).Select(_ => "-parts"),
            .. links.Where(link => (string?)link["moc_id"] == id).Select(_ => "-link"),
            .. orphans.Select(_ => "-image"),
            .. rows.Of("flag").Where(flag => orphans.Contains((string)flag["image_id"]!)).Select(_ => "-flag"),
        ];
    }

    private async Task<ApiAnswer> AnnounceAsync()
    {
        var body = MocWithFilesCalls.Body(MocWithFilesCalls.File(Name("file") + ".pdf"), MocWithFilesCalls.Png(Name("file") + ".png", "thumbnail"));
        var answer = await api.CallAsync("moc-initialize-with-files", body);
        if (answer.Status == 201)
        {
            _toUpload = answer.Data.AsObject();
        }

        return answer;
    }

    /// <summary>Does what the client does between announcing files and finishing: one of the two arrives.</summary>
    public async Task UploadAnnouncedAsync()
    {
        if (_toUpload is { } announced)
        {
            _toUpload = null;
            var upload = announced["uploadUrls"]![0]!;
            var name = (string)upload["filename"]!;
            Assert.That(await MocWithFilesCalls.PutAsync(upload), Is.EqualTo(HttpStatusCode.OK));
            Contents[name] = MocWithFilesCalls.Content(name);
            Announced.Add(announced);
        }
    }

    private FaultCall? FileCall(UserRows rows)
    {
        var (moc, file) = (Any(rows.Of("moc")), Any(rows.Of("file")));
        switch (random.Next(5))
        {
            case 0 or 1 when moc is not null:
                return FaultCall.Of("moc-file-upload", () => api.CallAsync("moc-file-upload", path: Path(moc), form: Files(1)), "+file", "~moc");
            case 2 when moc is not null:
                return new FaultCall(
                    "moc-file-upload",
                    () => api.CallAsync("moc-file-upload", path: Path(moc), form: Files(3)),
                    answer => UserRows.Summary(Stored(answer is null ? 3 : int.Parse(answer.Text("data", "summary", "succeeded"), CultureInfo.InvariantCulture))));
            case 3 when file is not null:
                return FaultCall.Of(
                    "moc-file-delete",
                    () => api.CallAsync("moc-file-delete", path: TestApi.File((string)file["moc_id"]!, IdOf(file))),
                    ["-file", "~moc", .. rows.Of("list").Where(list => (string?)list["file_id"] == IdOf(file)).Select(_ => "~list")]);
            case 4 when moc is not null && Any(rows.Of("image")) is { } image:
                var (mocId, imageId) = (IdOf(moc), IdOf(image));
                return rows.Of("link").Any(link => (string?)link["moc_id"] == mocId && (string?)link["gallery_image_id"] == imageId)
                    ? FaultCall.Of(
                        "moc-gallery-image-unlink",
                        () => api.CallAsync("moc-gallery-image-unlink", path: new Dictionary<string, string> { ["id"] = mocId, ["galleryImageId"] = imageId }),
                        "-link")
                    : FaultCall.Of(
                        "moc-gallery-image-link",
                        () => api.CallAsync("moc-gallery-image-link", new JsonObject { ["galleryImageId"] = imageId }, Path(moc)),
                        "+link");
            default:
                return null;
        }

        static IEnumerable<string> Stored(int count) => count == 0 ? [] : [.. Enumerable.Repeat("+file", count), "~moc"];
    }

    private FaultCall? PartsCall(UserRows rows)
    {
        var (moc, list) = (Any(rows.Of("moc")), Any(rows.Of("list")));
        var ofMoc = moc is null ? null : new Dictionary<string, string> { ["mocId"] = IdOf(moc) };
        var ofList = list is null ? null : new Dictionary<string, string> { ["mocId"] = (string)list["moc_id"]!, ["partsListId"] = IdOf(list) };
        switch (random.Next(6))
        {
            case 0 when moc is not null:
                return FaultCall.Of(
                    "moc-parts-list-upload", () => api.CallAsync("moc-parts-list-upload", path: Path(moc), form: Csv()), "+file", "+list", "+parts", "~moc");
            case 1 when ofMoc is not null:
                // More than travel with the list, now and then: then it is a transaction of several statements.
                var count = random.Next(6) == 0 ? 1_100 : 3;
                return FaultCall.Of(
                    "parts-list-create",
                    () => api.CallAsync("parts-list-create", new JsonObject { ["name"] = Name("list"), ["parts"] = Parts(count) }, ofMoc),
                    "+list",
                    "+parts");
            case 2 when ofList is not null:
                return FaultCall.Of(
                    "parts-list-update", () => api.CallAsync("parts-list-update", new JsonObject { ["parts"] = Parts(2) }, ofList), "~list", "~parts");
            case 3 when ofList is not null:
                var status = Statuses[random.Next(Statuses.Length)];
                return FaultCall.Of(
                    "parts-list-status-update", () => api.CallAsync("parts-list-status-update", new JsonObject { ["status"] = status }, ofList), "~list");
            case 4 when ofList is not null:
                return FaultCall.Of("parts-list-delete", () => api.CallAsync("parts-list-delete", path: ofList), "-list", "-parts");
            case 5 when Any(rows.Of("file").Where(file => (string?)file["file_type"] == "parts-list")) is { } file:
                var key = TestObjects.KeyOf((string)file["file_url"]!);
                return FaultCall.Of(
                    "parts-list-parse",
                    () => api.CallAsync(
                        "parts-list-parse", new JsonObject { ["s3Key"] = key }, new Dictionary<string, string> { ["mocId"] = (string)file["moc_id"]! }),
                    "+list",
                    "+parts",
                    "~moc");
            default:
                return null;
        }
    }

    private JsonArray Parts(int count) => new(
    [
        .. Enumerable.Range(0, count).Select(i => new JsonObject { ["partNumber"] = "3001", ["partName"] = Name("part"), ["quantity"] = i + 1 }),
    ]);

    private FormBody Csv()
    {
        var (name, text) = (Name("parts") + ".csv", $"Part ID,Part Name,Quantity,Color\n3001,{Name("part")},3,Red\n3002,{Name("part")},4,Blue\n");
        Contents[name] = Encoding.UTF8.GetBytes(text);
        return new FormBody().File("file", name, "text/csv", Contents[name]);
    }

    private FormBody Files(int count)
    {
        var form = new FormBody().Field("fileType", "instruction");
        for (var i = 0; i < count; i++)
        {
            var name = Name("file") + ".pdf";
            Contents[name] = TestApi.Pdf(64 + _number);
            form.File($"file{i}", name, "application/pdf", Contents[name]);
        }

        return form;
    }

    private FaultCall? ProfileCall(UserRows rows) => random.Next(8) switch
    {
        0 => FaultCall.Of("profile-get", () => api.CallAsync("profile-get", path: TestApi.Id(poolUser), user: poolUser)),
        1 => FaultCall.Of(
            "profile-update",
            () => api.CallAsync("profile-update", new JsonObject { ["name"] = "Builder " + _number.ToString(CultureInfo.InvariantCulture) }, TestApi.Id(poolUser), user: poolUser)),
        2 => FaultCall.Of(
            "profile-avatar-upload",
            () => api.CallAsync(
                "profile-avatar-upload", path: TestApi.Id(poolUser), form: new FormBody().File("file", "me.png", "image/png", Picture), user: poolUser)),
        3 => FaultCall.Of("profile-avatar-delete", () => api.CallAsync("profile-avatar-delete", path: TestApi.Id(poolUser), user: poolUser)),
        _ => null,
    };

    private JsonObject? Any(IEnumerable<JsonObject> rows)
    {
        var all = rows.ToList();
        return all.Count == 0 ? null : all[random.Next(all.Count)];
    }

    private string Name(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind} {++_number} {random.Next():x8}");

    private static string IdOf(JsonObject row) => (string)row["id"]!;

    private static Dictionary<string, string> Path(JsonObject row) => TestApi.Id(IdOf(row));
}
