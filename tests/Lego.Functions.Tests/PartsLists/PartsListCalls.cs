using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.PartsLists;

/// <summary>Short ways to call the functions of parts lists.</summary>
internal static class PartsListCalls
{
    public static Dictionary<string, string> Path(string mocId, string? partsListId = null)
    {
        Dictionary<string, string> path = new() { ["mocId"] = mocId };
        if (partsListId is not null)
        {
            path["partsListId"] = partsListId;
        }

        return path;
    }

    public static JsonObject Part(string number, int quantity, bool? acquired = null, string? id = null) => new()
    {
        ["id"] = id,
        ["partNumber"] = number,
        ["partName"] = "Brick " + number,
        ["quantity"] = quantity,
        ["acquired"] = acquired,
    };

    /// <summary>Adds a list and returns its id.</summary>
    public static async Task<string> CreateListAsync(this TestApi api, string mocId, params JsonNode?[] parts)
    {
        var body = new JsonObject { ["name"] = "Bricks", ["parts"] = new JsonArray(parts) };
        var answer = await api.CallAsync("parts-list-create", body, Path(mocId));
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Text("data", "partsList", "id");
    }

    /// <summary>All lists of a MOC, with their items.</summary>
    public static async Task<JsonArray> ListsAsync(this TestApi api, string mocId)
    {
        var answer = await api.CallAsync("parts-list-list", path: Path(mocId), query: new Dictionary<string, string> { ["include"] = "parts" });
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Data.AsArray();
    }
}
