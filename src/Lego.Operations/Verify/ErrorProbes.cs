using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Lego.Demo;

namespace Lego.Operations.Verify;

/// <summary>
/// Requests that fail on purpose and carry a secret wherever a careless client might put one. A fault of the server (5xx) has no safe cause
/// on a stage that others use, so errors of the client (404, 400) stand for all: they take the same way into the trace.
/// </summary>
internal sealed class ErrorProbes(Uri api, HttpClient http, string correlationId, TimeProvider clock)
{
    /// <summary>The secret, made for this run: whatever text holds it has leaked it.</summary>
    public string Secret { get; } = "verify" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Something that is not there, and something that cannot be read.</summary>
    public async Task<IReadOnlyList<DemoStep>> SendAsync(DemoUser user, CancellationToken cancellationToken) =>
    [
        await SendAsync("moc-get", HttpMethod.Get, $"/api/mocs/{Guid.NewGuid()}?access_token={Secret}&password={Secret}", null, 404, user, cancellationToken),
        await SendAsync("moc-create", HttpMethod.Post, "/api/mocs", $$"""{"title": "", "password": "{{Secret}}" """, 400, user, cancellationToken),
    ];

    private async Task<DemoStep> SendAsync(
        string function, HttpMethod method, string path, string? body, int expected, DemoUser user, CancellationToken cancellationToken)
    {
        var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var traceId = string.Create(CultureInfo.InvariantCulture, $"1-{clock.GetUtcNow().ToUnixTimeSeconds():x8}-{random}");
        using var request = new HttpRequestMessage(method, new Uri(api.AbsoluteUri.TrimEnd('/') + path));
        request.Headers.Add("X-Amzn-Trace-Id", $"Root={traceId};Sampled=1");
        request.Headers.Add("X-Correlation-ID", correlationId);
        request.Headers.Add("X-Api-Key", Secret);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancellationToken);
        return new DemoStep(function, traceId, (int)response.StatusCode, expected);
    }
}
