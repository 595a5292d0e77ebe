using System.Text.Json.Nodes;

namespace Lego.Demo;

/// <content>Wishes and the profile.</content>
public sealed partial class DemoStory
{
    private async Task PlanWishesAsync()
    {
        var castle = Made("wishlist-delete", Id(await _api.CallAsync("She wishes for a castle", "wishlist-create", Ada, 201, body: new JsonObject
        {
            ["title"] = $"Castle {_run}", ["category"] = "Castles", ["productLink"] = "https://example.com/castle", ["sortOrder"] = "b",
        })));
        var train = Made("wishlist-delete", Id(await _api.CallAsync(
            "and a train", "wishlist-create", Ada, 201, body: new JsonObject { ["title"] = $"Night train {_run}", ["category"] = "Trains", ["sortOrder"] = "c" })));
        await _api.CallAsync("with a note", "wishlist-update", Ada, 200, [("id", train)], body: new JsonObject { ["description"] = "The blue one" });
        await _api.CallAsync("The train comes first", "wishlist-reorder", Ada, 200, body: new JsonObject
        {
            ["items"] = new JsonArray(new JsonObject { ["id"] = train, ["sortOrder"] = "a" }, new JsonObject { ["id"] = castle, ["sortOrder"] = "b" }),
        });
        await _api.CallAsync(
            "A picture of it", "wishlist-image-upload", Ada, 200, [("id", train)], form: Form(DemoFiles.Picture(900, 600, 150), "train.png", "image/png"));
        await _api.CallAsync("The train", "wishlist-get", Ada, 200, [("id", train)]);
        await _api.CallAsync("All wishes in order", "wishlist-list", Ada, 200);
        await _api.FindAsync("Anything with night?", "wishlist-search", Ada, "?search=night");
        await _api.CallAsync("The train came for her birthday", "wishlist-delete", Ada, 200, [("id", train)]);
        Deleted(train);
    }

    private async Task ChangeProfileAsync()
    {
        (string, string)[] self = [("id", Ada.Subject)];
        var profile = await _api.CallAsync("Her profile", "profile-get", Ada, 200, self);
        // Somebody's account on a real stage keeps its name, where the API would take that.
        var name = _options.KeepsWhatItMade ? null : (string?)profile?["data"]?["name"];
        name = name is { Length: > 0 and <= 100 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ') ? name : "Ada Lovelace";
        await _api.CallAsync("A longer name", "profile-update", Ada, 200, self, body: new JsonObject { ["name"] = name });
        await _api.CallAsync("A face", "profile-avatar-upload", Ada, 200, self, form: Form(DemoFiles.Picture(300, 400, 220), "me.png", "image/png"));
        await _api.CallAsync("Better no face", "profile-avatar-delete", Ada, 200, self);
        if (Grace is not null)
        {
            await _api.CallAsync("Grace asks for Ada's profile and is refused", "profile-get", Grace, 403, self);
            await _api.CallAsync("and reads her own", "profile-get", Grace, 200, [("id", Grace.Subject)]);
        }
    }
}
