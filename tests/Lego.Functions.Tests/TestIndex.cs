using System.Text.Json.Nodes;

namespace Lego.Functions.Tests;

/// <summary>The search index as another client sees it.</summary>
internal static class TestIndex
{
    /// <summary>The document of a MOC, or null.</summary>
    public static async Task<JsonObject?> MocAsync(string id)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"{AssemblySetUp.Settings.Search}/moc_instructions/_doc/{id}"));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["_source"]?.AsObject();
    }

    /// <summary>Makes what was written visible to searches.</summary>
    public static async Task RefreshAsync(string index)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri($"{AssemblySetUp.Settings.Search}/{index}/_refresh"), null);
        response.EnsureSuccessStatusCode();
    }
}
