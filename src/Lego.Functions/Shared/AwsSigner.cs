using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Signing;

namespace Lego.Functions.Shared;

/// <summary>Signs requests to one service of AWS (Signature Version 4) with the AWS SDK's own signer, for services whose client we do not carry.</summary>
/// <param name="service">The service as signatures name it, for example <c>es</c>.</param>
/// <param name="region">Region of the service.</param>
/// <param name="keys">Whose signature; null leaves the search to the AWS SDK.</param>
/// <param name="clock">Clock of the signatures.</param>
internal sealed class AwsSigner(string service, string region, AwsKeys? keys, TimeProvider clock)
{
    private readonly RegionEndpoint _region = RegionEndpoint.GetBySystemName(region);

    private AWSCredentials? _credentials = keys switch
    {
        { SessionToken: { } token } => new SessionAWSCredentials(keys.Id, keys.Secret, token),
        { } => new BasicAWSCredentials(keys.Id, keys.Secret),
        null => null,
    };

    /// <summary>Adds the headers of a signature to a request with an absolute URL. Of its headers those of the body and of AWS are signed.</summary>
    /// <exception cref="AmazonClientException">No credentials were found.</exception>
    public async Task SignAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        var described = new AWSSigningRequest { HttpMethod = request.Method, RequestUri = request.RequestUri, Content = body };
        if (request.Content?.Headers.ContentType is { } contentType)
        {
            described.Headers["content-type"] = contentType.ToString();
        }

        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                described.Headers[name] = values.ToString();
            }
        }

        var signed = await AWSSigV4Signer.SignAsync(described, await ParametersAsync(), cancellationToken);
        foreach (var (name, value) in signed.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>A link that whoever has it may use for a while.</summary>
    /// <exception cref="AmazonClientException">No credentials were found.</exception>
    public async Task<Uri> PresignAsync(Uri address, TimeSpan validity, CancellationToken cancellationToken)
    {
        var request = new AWSSigningRequest { HttpMethod = HttpMethod.Get, RequestUri = address };
        return (await AWSSigV4Signer.PresignAsync(request, await ParametersAsync(), validity, cancellationToken)).Uri;
    }

    private async ValueTask<AWSSigV4Parameters> ParametersAsync() => new()
    {
        Credentials = _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(),
        Region = _region,
        Service = service,
        SignedAt = clock.GetUtcNow().UtcDateTime,
    };
}
