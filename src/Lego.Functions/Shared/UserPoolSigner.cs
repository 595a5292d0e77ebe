using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Auth;

namespace Lego.Functions.Shared;

/// <summary>Makes signed requests of the JSON 1.1 protocol with the signer that the AWS SDK has for its own clients.</summary>
internal sealed class UserPoolSigner(UserPoolSettings settings, Uri address, TimeProvider clock)
{
    private const string ContentType = "application/x-amz-json-1.1";
    private const string Service = "cognito-idp";

    private AWSCredentials? _credentials = settings.Keys switch
    {
        { SessionToken: { } token } keys => new SessionAWSCredentials(keys.Id, keys.Secret, token),
        { } keys => new BasicAWSCredentials(keys.Id, keys.Secret),
        null => null,
    };

    public async Task<HttpRequestMessage> CreateAsync(string operation, byte[] body)
    {
        _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync();
        var credentials = await _credentials.GetCredentialsAsync();
        var now = clock.GetUtcNow().UtcDateTime;
        var date = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var target = "AWSCognitoIdentityProviderService." + operation;

        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        request.Headers.Add("X-Amz-Date", date);
        request.Headers.Add("X-Amz-Target", target);
        // In the order of their names, as the canonical form wants them.
        List<(string Name, string Value)> signed = [("content-type", ContentType), ("host", address.Authority), ("x-amz-date", date)];
        if (credentials.UseToken)
        {
            request.Headers.Add("X-Amz-Security-Token", credentials.Token);
            signed.Add(("x-amz-security-token", credentials.Token));
        }

        signed.Add(("x-amz-target", target));
        var names = string.Join(';', signed.Select(header => header.Name));
        var headers = string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"));
        var canonical = $"POST\n/\n\n{headers}\n{names}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var signature = AWS4Signer.ComputeSignature(credentials, settings.Region, now, Service, names, canonical);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return request;
    }
}
