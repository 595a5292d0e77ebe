using System.Text.Json.Nodes;
using Lego.Functions.Tests.Wishlist;

namespace Lego.Functions.Tests.Attacks;

/// <content>Gallery, wishlist and reads.</content>
internal sealed partial class FaultCalls
{
    private FaultCall? ImageCall(UserRows rows)
    {
        var (image, album) = (Any(rows.Of("image")), Any(rows.Of("album")));
        switch (random.Next(6))
        {
            case 0 or 1:
                var form = new FormBody().File("file", "castle.png", "image/png", Picture).Field("title", Name("image"));
                if (album is not null)
                {
                    form.Field("albumId", IdOf(album));
                }

                return FaultCall.Of("gallery-image-upload", () => api.CallAsync("gallery-image-upload", form: form), "+image");
            case 2 when image is not null:
                return FaultCall.Of(
                    "gallery-image-update",
                    () => api.CallAsync(
                        "gallery-image-update",
                        new JsonObject { ["title"] = Name("image"), ["albumId"] = album is null ? null : IdOf(album) },
                        Path(image)),
                    "~image");
            case 3 when image is not null:
                var id = IdOf(image);
                return FaultCall.Of(
                    "gallery-image-delete",
                    () => api.CallAsync("gallery-image-delete", path: Path(image)),
                    [
                        "-image",
                        .. rows.Of("link").Where(link => (string?)link["gallery_image_id"] == id).Select(_ => "-link"),
                        .. rows.Of("flag").Where(flag => (string?)flag["image_id"] == id).Select(_ => "-flag"),
                        .. rows.Of("album").Where(row => (string?)row["cover_image_id"] == id).Select(_ => "~album"),
                    ]);
            case 4 when image is not null && !rows.Of("flag").Any(flag => (string?)flag["image_id"] == IdOf(image)):
                return FaultCall.Of(
                    "gallery-image-flag", () => api.CallAsync("gallery-image-flag", new JsonObject { ["imageId"] = IdOf(image) }), "+flag", "~image");
            default:
                return null;
        }
    }

    private FaultCall? AlbumCall(UserRows rows)
    {
        var (album, cover) = (Any(rows.Of("album")), Any(rows.Of("image")));
        switch (random.Next(4))
        {
            case 0 or 1:
                var body = new JsonObject { ["title"] = Name("album"), ["coverImageId"] = cover is null ? null : IdOf(cover) };
                return FaultCall.Of("album-create", () => api.CallAsync("album-create", body), "+album");
            case 2 when album is not null:
                return FaultCall.Of("album-update", () => api.CallAsync("album-update", new JsonObject { ["title"] = Name("album") }, Path(album)), "~album");
            case 3 when album is not null:
                return FaultCall.Of(
                    "album-delete",
                    () => api.CallAsync("album-delete", path: Path(album)),
                    ["-album", .. rows.Of("image").Where(image => (string?)image["album_id"] == IdOf(album)).Select(_ => "~image")]);
            default:
                return null;
        }
    }

    private FaultCall? WishCall(UserRows rows)
    {
        var wishes = rows.Of("wish");
        var wish = Any(wishes);
        switch (random.Next(7))
        {
            case 0 or 1:
                return FaultCall.Of("wishlist-create", () => api.CallAsync("wishlist-create", new JsonObject { ["title"] = Name("wish") }), "+wish");
            case 2 when wish is not null:
                return FaultCall.Of("wishlist-update", () => api.CallAsync("wishlist-update", new JsonObject { ["title"] = Name("wish") }, Path(wish)), "~wish");
            case 3 when wish is not null:
                return FaultCall.Of("wishlist-delete", () => api.CallAsync("wishlist-delete", path: Path(wish)), "-wish");
            case 4 when wish is not null:
                var places = wishes.Select(row => (IdOf(row), Name("place"))).ToArray();
                return FaultCall.Of("wishlist-reorder", () => api.ReorderAsync(places), wishes.Select(_ => "~wish"));
            case 5 or 6 when wish is not null:
                return FaultCall.Of("wishlist-image-upload", () => api.UploadImageAsync(IdOf(wish), Picture), "~wish");
            default:
                return null;
        }
    }

    private FaultCall? ReadCall(UserRows rows)
    {
        var search = new Dictionary<string, string> { ["search"] = "castle" };
        var (moc, image, album, wish, file) = (
            Any(rows.Of("moc")), Any(rows.Of("image")), Any(rows.Of("album")), Any(rows.Of("wish")), Any(rows.Of("file")));
        return random.Next(16) switch
        {
            0 => Read("moc-list"),
            1 => Read("moc-list", query: search),
            2 when moc is not null => Read("moc-get", Path(moc)),
            3 => Read("moc-stats-by-category"),
            4 => Read("moc-stats-uploads-over-time"),
            5 => Read("gallery-image-list"),
            6 => Read("gallery-image-search", query: search),
            7 when image is not null => Read("gallery-image-get", Path(image)),
            8 => Read("album-list"),
            9 when album is not null => Read("album-get", Path(album)),
            10 => Read("wishlist-list"),
            11 => Read("wishlist-search", query: search),
            12 when wish is not null => Read("wishlist-get", Path(wish)),
            13 when moc is not null => Read(
                "parts-list-list", new Dictionary<string, string> { ["mocId"] = IdOf(moc) }, new Dictionary<string, string> { ["include"] = "parts" }),
            14 => Read("parts-list-user-summary"),
            15 when file is not null => Read("moc-file-download", TestApi.File((string)file["moc_id"]!, IdOf(file))),
            _ => null,
        };

        FaultCall Read(string function, Dictionary<string, string>? path = null, Dictionary<string, string>? query = null) =>
            FaultCall.Of(function, () => api.CallAsync(function, path: path, query: query));
    }
}
