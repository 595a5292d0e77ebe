using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;

namespace Lego.LocalHost;

/// <summary>
/// A few MOCs of a sample user, so that neither the first page nor the first search of a new data folder is empty. They come in by the
/// front door: what an API makes of a request (row, index document, cache, trace) is then all there.
/// </summary>
internal static class Seed
{
    private static readonly (string Title, string Description, string Theme, int Parts, string[] Tags)[] Mocs =
    [
        ("Harbour Lighthouse", "A lighthouse with a turning lamp and the keeper's house on the rock below.", "Harbour", 1240, ["lighthouse", "sea", "microscale"]),
        ("Mountain Railway Station", "Two tracks, a water tower and a station hall with full interior.", "Trains", 3105, ["train", "station", "modular"]),
        ("Desk Robot", "Posable robot that holds pens and a phone.", "Technic", 412, ["robot", "desk"]),
        ("Night Market Street", "Six food stalls under lanterns that light up.", "Modular", 2210, ["street", "modular", "lights"]),
    ];

    /// <summary>True for a database that nobody has used yet.</summary>
    public static async Task<bool> IsNeededAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var any = new NpgsqlCommand("select exists (select 1 from moc_instructions)", connection);
        return await any.ExecuteScalarAsync(cancellationToken) is false;
    }

    /// <summary>Creates the samples through the gateway.</summary>
    /// <exception cref="HttpRequestException">The API did not take one.</exception>
    public static async Task ApplyAsync(Uri gateway, string token, string author, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = gateway };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var moc in Mocs)
        {
            var created = await SendAsync(
                client,
                HttpMethod.Post,
                "api/mocs",
                new JsonObject { ["title"] = moc.Title, ["description"] = moc.Description, ["tags"] = new JsonArray([.. moc.Tags]) },
                cancellationToken);
            await SendAsync(
                client,
                HttpMethod.Patch,
                $"api/mocs/{(string?)created["data"]?["id"]}",
                new JsonObject { ["author"] = author, ["theme"] = moc.Theme, ["partsCount"] = moc.Parts },
                cancellationToken);
        }
    }

    private static async Task<JsonNode> SendAsync(
        HttpClient client, HttpMethod method, string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
    }
}
