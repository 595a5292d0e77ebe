using System.Text.Json.Nodes;

namespace Lego.Demo;

/// <content>Images, albums and the links between images and MOCs.</content>
public sealed partial class DemoStory
{
    private async Task<string> FillGalleryAsync(string? moc)
    {
        var front = Made("gallery-image-delete", Id(await _api.CallAsync(
            "She takes a picture of the front",
            "gallery-image-upload",
            Ada,
            201,
            form: Form(DemoFiles.Picture(1200, 800, 30), "front.png", "image/png", ("title", $"Front of the house {_run}"), ("tags", """["house","front"]""")))));
        var album = Made("album-delete", Id(await _api.CallAsync(
            "An album for the house", "album-create", Ada, 201, body: new JsonObject { ["title"] = $"The house {_run}", ["coverImageId"] = front })));
        var attic = Made("gallery-image-delete", Id(await _api.CallAsync(
            "A picture of the attic, straight into the album",
            "gallery-image-upload",
            Ada,
            201,
            form: Form(DemoFiles.Picture(800, 1200, 200), "attic.png", "image/png", ("title", "Attic by night"), ("albumId", album)))));
        await _api.CallAsync("The front goes there too", "gallery-image-update", Ada, 200, [("id", front)], body: new JsonObject { ["albumId"] = album });
        await _api.CallAsync("The images of the album", "gallery-image-list", Ada, 200, query: "?limit=10&albumId=" + album);
        await _api.FindAsync("Where was that attic?", "gallery-image-search", Ada, "?search=attic");
        await _api.CallAsync("There", "gallery-image-get", Ada, 200, [("id", attic)]);
        await _api.CallAsync("The attic on the cover", "album-update", Ada, 200, [("id", album)], body: new JsonObject { ["coverImageId"] = attic });
        await _api.CallAsync("All albums", "album-list", Ada, 200);
        await _api.CallAsync("The album with its images", "album-get", Ada, 200, [("id", album)]);

        if (moc is not null)
        {
            await ShowImageAsync(moc, front);
        }

        await _api.CallAsync("The album has had its time", "album-delete", Ada, 204, [("id", album)]);
        Deleted(album);
        return attic;
    }

    private async Task ShowImageAsync(string moc, string image)
    {
        await _api.CallAsync("The front is shown with the MOC", "moc-gallery-image-link", Ada, 201, [("id", moc)], body: new JsonObject { ["galleryImageId"] = image });
        await _api.CallAsync("What is shown with it?", "moc-gallery-image-list", Ada, 200, [("id", moc)]);
        await _api.CallAsync("Better not", "moc-gallery-image-unlink", Ada, 200, [("id", moc), ("galleryImageId", image)]);
    }

    private async Task MeetGraceAsync(string moc, string image)
    {
        if (Grace is not null)
        {
            await RefuseAsync(Grace, moc, image);
        }

        var flags = new JsonObject { ["imageId"] = image, ["reason"] = "Too beautiful" };
        await _api.CallAsync("Whoever is there may flag an image, once", "gallery-image-flag", Grace ?? Ada, 201, body: flags);
        await _api.CallAsync("but not twice", "gallery-image-flag", Grace ?? Ada, 409, body: new JsonObject { ["imageId"] = image });
        await _api.CallAsync("Bad input is told by name", "moc-create", Grace ?? Ada, 400, body: new JsonObject { ["title"] = "" });
    }

    private async Task RefuseAsync(DemoUser grace, string moc, string image)
    {
        await _api.CallAsync("Grace opens Ada's MOC and is refused", "moc-get", grace, 403, [("id", moc)]);
        await _api.CallAsync("wants to rename her image and is refused", "gallery-image-update", grace, 403, [("id", image)], body: new JsonObject { ["title"] = "Mine" });
        await _api.CallAsync("does not even learn of her parts lists", "parts-list-list", grace, 404, [("mocId", moc)]);
        await _api.CallAsync("Her own MOCs", "moc-list", grace, 200);
        await _api.CallAsync("Her own images", "gallery-image-search", grace, 200, query: "?search=attic");
        await _api.CallAsync("Her own wishes", "wishlist-search", grace, 200, query: "?search=train");
    }
}
