using System.Text.Json.Nodes;
using NetVips;

namespace Lego.Functions.Tests.Gallery;

/// <summary>What tests of the gallery start from.</summary>
internal static class GalleryCalls
{
    /// <summary>A PNG of one colour.</summary>
    public static byte[] Png(int width = 8, int height = 8)
    {
        using var image = Image.Black(width, height, bands: 3);
        return image.PngsaveBuffer();
    }

    public static FormBody Form(string? title = "Castle", byte[]? content = null)
    {
        var form = new FormBody().File("file", "castle.png", "image/png", content ?? Png());
        return title is null ? form : form.Field("title", title);
    }

    /// <summary>Uploads an image and returns it.</summary>
    public static async Task<JsonObject> UploadImageAsync(
        this TestApi api, string title = "Castle", string? description = null, string[]? tags = null, string? albumId = null)
    {
        var form = Form(title);
        if (description is not null)
        {
            form.Field("description", description);
        }

        if (tags is not null)
        {
            form.Field("tags", new JsonArray([.. tags.Select(tag => (JsonNode)tag)]).ToJsonString());
        }

        if (albumId is not null)
        {
            form.Field("albumId", albumId);
        }

        var answer = await api.CallAsync("gallery-image-upload", form: form);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Data.AsObject();
    }

    /// <summary>Adds an album and returns its id.</summary>
    public static async Task<string> CreateAlbumAsync(this TestApi api, string title = "Album", string? description = null, Guid? cover = null)
    {
        var body = new JsonObject { ["title"] = title, ["description"] = description, ["coverImageId"] = cover?.ToString() };
        var answer = await api.CallAsync("album-create", body);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Text("data", "id");
    }

    public static Task<ApiAnswer> ListImagesAsync(this TestApi api, params (string Name, string Value)[] query) =>
        api.CallAsync("gallery-image-list", query: query.ToDictionary(pair => pair.Name, pair => pair.Value));

    public static Task<ApiAnswer> SearchImagesAsync(this TestApi api, string search, params (string Name, string Value)[] more) =>
        api.CallAsync("gallery-image-search", query: more.Prepend(("search", search)).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    public static List<string> Titles(this ApiAnswer answer) => [.. answer.Data.AsArray().Select(row => (string)row!["title"]!)];

    public static async Task RefreshIndexAsync()
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri($"{AssemblySetUp.Settings.Search}/gallery_images/_refresh"), null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The image's or album's document in the index, or null.</summary>
    public static async Task<JsonNode?> DocumentAsync(string id)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"{AssemblySetUp.Settings.Search}/gallery_images/_doc/{id}"));
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync())!["_source"] : null;
    }

    /// <summary>Settings under which no index answers.</summary>
    public static AppSettings WithoutSearch(AppSettings settings) => settings with { Search = "http://" + TestApi.DeadAddress };

    public static AppSettings WithoutDatabase(AppSettings settings) =>
        settings with { Database = "Host=127.0.0.1;Port=9;Username=lego;Password=x;Database=lego" };
}
