using System.Text.Json.Nodes;

namespace Lego.Demo;

/// <content>MOCs, their files and their parts lists.</content>
public sealed partial class DemoStory
{
    private async Task<string> PublishMocAsync()
    {
        var files = new JsonArray(
            File("plan.pdf", "instruction", "application/pdf", DemoFiles.Instructions),
            File("parts.csv", "parts-list", "text/csv", DemoFiles.PartsCsv),
            File("cover.png", "thumbnail", "image/png", Cover()));
        var started = await _api.CallAsync("Ada starts to publish a MOC with three files", "moc-initialize-with-files", Ada, 201, body: new JsonObject
        {
            ["type"] = "moc",
            ["title"] = $"Clockmaker's House {_run}",
            ["description"] = "Three floors that lift off, with a workshop in the attic.",
            ["theme"] = "Modular",
            ["tags"] = new JsonArray("modular", "house"),
            ["files"] = files,
        });
        var moc = Made("moc-delete", (string)started!["data"]!["mocId"]!);
        var uploads = started["data"]!["uploadUrls"]!.AsArray();
        byte[][] contents = [DemoFiles.Instructions, DemoFiles.PartsCsv, Cover()];
        foreach (var (index, upload) in uploads.Index())
        {
            await _api.PutAsync(upload!, contents[index]);
        }

        var confirmed = new JsonArray([.. uploads.Select(upload => new JsonObject { ["fileId"] = (string)upload!["fileId"]!, ["success"] = true })]);
        var finished = await _api.CallAsync(
            "The files are in the bucket: Ada finishes", "moc-finalize-with-files", Ada, 200, [("mocId", moc)], body: new JsonObject { ["uploadedFiles"] = confirmed });
        var uploadedParts = finished!["data"]!["moc"]!["files"]!.AsArray().First(file => (string?)file!["fileType"] == "parts-list")!;
        var key = new Uri((string)uploadedParts["fileUrl"]!).AbsolutePath.TrimStart('/');

        await _api.CallAsync("Somebody reads her page", "moc-get", Ada, 200, [("id", moc)]);
        await _api.CallAsync("and again, from the cache", "moc-get", Ada, 200, [("id", moc)]);
        await _api.CallAsync("She corrects the author", "moc-update", Ada, 200, [("id", moc)], body: new JsonObject { ["author"] = "Ada", ["partsCount"] = 44 });
        await _api.FindAsync("She finds it among her MOCs", "moc-list", Ada, "?search=clockmaker");
        var second = await _api.CallAsync(
            "She adds a file", "moc-file-upload", Ada, 201, [("id", moc)], form: Form(DemoFiles.Instructions, "attic.pdf", "application/pdf", ("fileType", "instruction")));
        (string, string)[] file = [("id", moc), ("mocId", moc), ("fileId", Id(second))];
        await _api.CallAsync("downloads it", "moc-file-download", Ada, 302, file);
        await _api.CallAsync("and takes it away again", "moc-file-delete", Ada, 200, file);
        await _api.CallAsync(
            "Another parts list comes from a shop", "moc-parts-list-upload", Ada, 201, [("id", moc)], form: Form(DemoFiles.PartsXml, "wanted.xml", "text/xml"));
        await _api.CallAsync(
            "The first one is read from the bucket", "parts-list-parse", Ada, 200, [("mocId", moc)], body: new JsonObject { ["s3Key"] = key });
        await _api.CallAsync("What does she build most?", "moc-stats-by-category", Ada, 200);
        await _api.CallAsync("And when?", "moc-stats-uploads-over-time", Ada, 200);
        return moc;
    }

    private async Task PlanPartsAsync(string moc)
    {
        (string, string)[] path = [("mocId", moc)];
        var created = await _api.CallAsync("She plans the roof", "parts-list-create", Ada, 201, path, body: new JsonObject
        {
            ["name"] = "Roof",
            ["parts"] = new JsonArray(new JsonObject { ["partNumber"] = "3040", ["partName"] = "Slope 45", ["quantity"] = 30, ["colorName"] = "Dark Red" }),
        });
        var list = (string)created!["data"]!["partsList"]!["id"]!;
        (string, string)[] one = [("mocId", moc), ("partsListId", list)];
        await _api.CallAsync("has the slopes already", "parts-list-update", Ada, 200, one, body: new JsonObject
        {
            ["notes"] = "Bought at the fair",
            ["actualCost"] = 12.5,
            ["parts"] = new JsonArray(new JsonObject
            {
                ["partNumber"] = "3040", ["partName"] = "Slope 45", ["quantity"] = 30, ["colorName"] = "Dark Red", ["acquired"] = true,
            }),
        });
        await _api.CallAsync("and starts to build", "parts-list-status-update", Ada, 200, one, body: new JsonObject { ["status"] = "in_progress" });
        await _api.CallAsync("All lists of the house, with their parts", "parts-list-list", Ada, 200, path, query: "?include=parts");
        await _api.CallAsync("How far is she in all?", "parts-list-user-summary", Ada, 200);
        await _api.CallAsync("The roof is done: the list can go", "parts-list-delete", Ada, 200, one);
    }

    private async Task TidyUpAsync(string moc, string image)
    {
        await _api.CallAsync("Ada deletes an image", "gallery-image-delete", Ada, 204, [("id", image)]);
        Deleted(image);
        var draft = Made("moc-delete", Id(await _api.CallAsync(
            "makes a draft", "moc-create", Ada, 201, body: new JsonObject { ["title"] = $"Draft {_run}" })));
        await _api.CallAsync(
            "with a file", "moc-file-upload", Ada, 201, [("id", draft)], form: Form(DemoFiles.Instructions, "draft.pdf", "application/pdf", ("fileType", "instruction")));
        await _api.CallAsync("and throws both away", "moc-delete", Ada, 204, [("id", draft)]);
        Deleted(draft);
        await _api.CallAsync("The house stays", "moc-get", Ada, 200, [("id", moc)]);
    }

    private static byte[] Cover() => DemoFiles.Picture(640, 400, 90);

    private static JsonObject File(string name, string type, string mediaType, byte[] content) =>
        new() { ["filename"] = name, ["fileType"] = type, ["mimeType"] = mediaType, ["size"] = content.Length };
}
