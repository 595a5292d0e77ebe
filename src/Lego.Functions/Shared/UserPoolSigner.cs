using System.Net.Http.Headers;

namespace Lego.Functions.Shared;

/// <summary>Makes signed requests of the JSON 1.1 protocol.</summary>
internal sealed class UserPoolSigner(UserPoolSettings settings, Uri address, TimeProvider clock)
{
    private readonly AwsSigner _signer = new("cognito-idp", settings.Region, settings.Keys, clock);

    public async Task<HttpRequestMessage> CreateAsync(string operation, byte[] body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        await _signer.SignAsync(request, body, cancellationToken);
        return request;
    }
}
