using System.Globalization;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Auth;

namespace Lego.Operations.Aws;

/// <summary>Signs POST requests with Signature Version 4, by the signer that the AWS SDK has for its own clients.</summary>
/// <param name="region">Region of the service.</param>
/// <param name="credentials">Null leaves the search for them to the SDK: environment, profile, container, instance.</param>
/// <param name="clock">Tells the time of the signature.</param>
internal sealed class AwsRequestSigner(string region, AWSCredentials? credentials, TimeProvider clock)
{
    private AWSCredentials? _credentials = credentials;

    /// <summary>Adds the headers that make it a signed request.</summary>
    /// <param name="request">A POST without a query; its content type is set.</param>
    /// <param name="service">The name the service has in signatures, for example <c>xray</c>.</param>
    /// <param name="body">The request's body.</param>
    /// <exception cref="OperationsException">There are no credentials.</exception>
    public async Task SignAsync(HttpRequestMessage request, string service, byte[] body)
    {
        var keys = await CredentialsAsync();
        var now = clock.GetUtcNow().UtcDateTime;
        request.Headers.TryAddWithoutValidation("X-Amz-Date", now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        if (keys.UseToken)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", keys.Token);
        }

        var address = request.RequestUri!;
        var signed = request.Headers.Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.First()))
            .Where(header => header.Name.StartsWith("x-amz-", StringComparison.Ordinal))
            .Append((Name: "content-type", Value: request.Content!.Headers.ContentType!.ToString()))
            .Append((Name: "host", Value: address.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToList();
        var names = string.Join(';', signed.Select(header => header.Name));
        var headers = string.Concat(signed.Select(header => $"{header.Name}:{header.Value}\n"));
        var canonical = $"POST\n{address.AbsolutePath}\n\n{headers}\n{names}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var signature = AWS4Signer.ComputeSignature(keys, region, now, service, names, canonical);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
    }

    private async Task<ImmutableCredentials> CredentialsAsync()
    {
        try
        {
            _credentials ??= await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync();
            return await _credentials.GetCredentialsAsync();
        }
        catch (AmazonClientException exception)
        {
            throw new OperationsException(
                $"There are no AWS credentials ({exception.Message}): sign in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY.",
                exception);
        }
    }
}
