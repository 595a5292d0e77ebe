using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Functions.Tests.Moc;

/// <summary>Short ways to announce files, send them and finish.</summary>
internal static class MocWithFilesCalls
{
    private const int DefaultSize = 100;

    public static JsonObject File(string name, string type = "instruction", string mimeType = "application/pdf", long size = DefaultSize) =>
        new() { ["filename"] = name, ["fileType"] = type, ["mimeType"] = mimeType, ["size"] = size };

    public static JsonObject Png(string name, string type) => File(name, type, "image/png");

    public static JsonObject Body(params JsonNode?[] files) =>
        new() { ["type"] = "moc", ["title"] = "Moc " + Guid.NewGuid(), ["files"] = new JsonArray(files) };

    /// <summary>Announces files; returns the answer's data.</summary>
    public static async Task<JsonObject> InitializeAsync(this TestApi api, params JsonNode?[] files)
    {
        var answer = await api.CallAsync("moc-initialize-with-files", Body(files));
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return answer.Data.AsObject();
    }

    /// <summary>Sends a file as a browser does.</summary>
    /// <param name="upload">One of <c>uploadUrls</c>.</param>
    /// <param name="change">Changes the headers that are sent.</param>
    /// <param name="size">How many bytes are sent.</param>
    public static async Task<HttpStatusCode> PutAsync(JsonNode upload, Action<Dictionary<string, string>>? change = null, int size = DefaultSize)
    {
        var headers = upload["requiredHeaders"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!);
        change?.Invoke(headers);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, (string)upload["uploadUrl"]!)
        {
            Content = new ByteArrayContent(Content((string)upload["filename"]!, size)),
        };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>What is sent for a file.</summary>
    public static byte[] Content(string fileName, int size = DefaultSize) =>
        [.. Encoding.UTF8.GetBytes("content of " + fileName).Concat(new byte[size]).Take(size)];

    public static Task<ApiAnswer> FinalizeAsync(
        this TestApi api, JsonObject initialized, IEnumerable<(JsonNode Upload, bool Success)> outcomes, string? user = null) =>
        api.CallAsync("moc-finalize-with-files", Outcomes(outcomes), new Dictionary<string, string> { ["mocId"] = (string)initialized["mocId"]! }, user: user);

    private static JsonObject Outcomes(IEnumerable<(JsonNode Upload, bool Success)> outcomes) => new()
    {
        ["uploadedFiles"] = new JsonArray(
            [.. outcomes.Select(outcome => new JsonObject { ["fileId"] = (string?)outcome.Upload["fileId"], ["success"] = outcome.Success })]),
    };
}
