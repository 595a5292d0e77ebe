using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Lego.Operations.Aws;

/// <summary>Calls of AWS services that take and give JSON, tried again where the service says that it is busy.</summary>
/// <param name="http">Sends them.</param>
/// <param name="service">The name the service has in signatures.</param>
/// <param name="signer">Null for a server on this machine that looks at no signature.</param>
/// <param name="clock">Waits between two tries.</param>
internal sealed class AwsJsonClient(HttpClient http, string service, AwsRequestSigner? signer, TimeProvider clock)
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(300);

    /// <summary>Makes one call.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="target">Value of <c>X-Amz-Target</c> for a service of the JSON 1.1 protocol; null for one that has its operation in the path.</param>
    /// <param name="call">The request.</param>
    /// <param name="callType">How it is written.</param>
    /// <param name="answerType">How the answer is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationsException">The service refused, or could not be reached.</exception>
    public async Task<TAnswer> CallAsync<TCall, TAnswer>(
        Uri address,
        string? target,
        TCall call,
        JsonTypeInfo<TCall> callType,
        JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(call, callType);
        for (var attempt = 1; ; attempt++)
        {
            using var request = await RequestAsync(address, target, body, cancellationToken);
            using var response = await SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return Read(address, text, answerType);
            }

            var isBusy = (int)response.StatusCode is 429 or >= 500 || text.Contains("Throttl", StringComparison.Ordinal);
            if (!isBusy || attempt == Attempts)
            {
                var operation = target?.Split('.')[^1] ?? address.AbsolutePath.Trim('/');
                throw new OperationsException($"{service} refused {operation} with {(int)response.StatusCode}: {Message(text)}");
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), clock, cancellationToken);
        }
    }

    private static TAnswer Read<TAnswer>(Uri address, string text, JsonTypeInfo<TAnswer> type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new OperationsException($"The answer of {address} is not what was asked for: {exception.Message}", exception);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(Uri address, string? target, byte[] body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(target is null ? "application/json" : "application/x-amz-json-1.1");
        if (target is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        }

        if (signer is not null)
        {
            await signer.SignAsync(request, service, body, cancellationToken);
        }

        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new OperationsException($"{request.RequestUri!.Authority} could not be reached: {exception.Message}", exception);
        }
    }

    private static string Message(string text)
    {
        try
        {
            var json = JsonNode.Parse(text) as JsonObject;
            return (string?)json?["Message"] ?? (string?)json?["message"] ?? (string?)json?["__type"] ?? text;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return text;
        }
    }
}
