using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Repair;

/// <summary>Documents of the wishlist's index, read and written past the functions.</summary>
internal static class WishDocuments
{
    private static readonly HttpClient Http = new();

    /// <summary>A document, or null.</summary>
    public static async Task<JsonObject?> FindAsync(string id)
    {
        using var response = await Http.GetAsync(AddressOf(id));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["_source"]?.AsObject();
    }

    /// <summary>Writes what a row of that title would have.</summary>
    public static async Task PutAsync(string id, string userId, string title, string createdAt = "2026-01-02T03:04:05Z")
    {
        using var content = new StringContent(
            new JsonObject { ["id"] = id, ["userId"] = userId, ["title"] = title, ["createdAt"] = createdAt }.ToJsonString(),
            Encoding.UTF8,
            "application/json");
        using var response = await Http.PutAsync(AddressOf(id), content);
        response.EnsureSuccessStatusCode();
    }

    public static async Task DeleteAsync(string id)
    {
        using var response = await Http.DeleteAsync(AddressOf(id));
        response.EnsureSuccessStatusCode();
    }

    private static Uri AddressOf(string id) => new($"{AssemblySetUp.Settings.Search}/wishlist_items/_doc/{id}");
}
