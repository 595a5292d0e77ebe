using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Migrations;

internal sealed record GetSecretValueCall([property: JsonPropertyName("SecretId")] string SecretId);

internal sealed record GetSecretValueAnswer([property: JsonPropertyName("SecretString")] string? SecretString);

internal sealed record SecretRefusal([property: JsonPropertyName("__type")] string? Type);

/// <summary>The one call of AWS Secrets Manager that we make: GetSecretValue of its JSON 1.1 protocol.</summary>
internal sealed class SecretsManager(MigrationSettings settings, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly AwsSigner _signer = new("secretsmanager", settings.Servers.Region, settings.Servers.Keys, clock);

    /// <summary>Reads the secret of the settings.</summary>
    /// <exception cref="InvalidOperationException">It was refused, or holds something else than RDS writes. The text holds no secret.</exception>
    public Task<DatabaseSecret> ReadAsync(CancellationToken cancellationToken) =>
        TraceCalls.TraceWork("secretsmanager:GetSecretValue", async subsegment =>
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new GetSecretValueCall(settings.SecretArn), MigrationJson.Default.GetSecretValueCall);
            using var request = new HttpRequestMessage(HttpMethod.Post, Address()) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
            request.Headers.Add("X-Amz-Target", "secretsmanager.GetSecretValue");
            await _signer.SignAsync(request, body, cancellationToken);
            using var response = await _http.SendAsync(request, cancellationToken);
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                var type = Read(content, MigrationJson.Default.SecretRefusal)?.Type?.Split('#')[^1];
                throw new InvalidOperationException(
                    $"Secrets Manager refused the secret of LEGO_DATABASE_SECRET with {(int)response.StatusCode} {type ?? "and no reason"}.");
            }

            var text = Read(content, MigrationJson.Default.GetSecretValueAnswer)?.SecretString;
            return text is not null && Read(System.Text.Encoding.UTF8.GetBytes(text), MigrationJson.Default.DatabaseSecret) is { } secret
                ? secret
                : throw new InvalidOperationException("The secret of LEGO_DATABASE_SECRET is not the JSON object that RDS writes.");
        });

    public void Dispose() => _http.Dispose();

    private Uri Address() => new(settings.SecretEndpoint.Length > 0
        ? settings.SecretEndpoint
        : $"https://secretsmanager.{settings.Servers.Region}.{RegionEndpoint.GetBySystemName(settings.Servers.Region).PartitionDnsSuffix}/");

    // Without the exception, whose text may quote what it could not read.
    private static T? Read<T>(byte[] json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
