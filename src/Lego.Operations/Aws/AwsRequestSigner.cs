using System.Collections.Concurrent;
using Amazon.Runtime;
using Lego.Functions;
using Lego.Functions.Shared;

namespace Lego.Operations.Aws;

/// <summary>Signs requests to several services, and says what to do where there are no credentials.</summary>
/// <param name="region">Region of the services.</param>
/// <param name="keys">Null leaves the search for them to the SDK: environment, profile, container, instance.</param>
/// <param name="clock">Tells the time of the signature.</param>
internal sealed class AwsRequestSigner(string region, AwsKeys? keys, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, AwsSigner> _signers = new();

    /// <summary>Adds the headers that make it a signed request.</summary>
    /// <param name="request">A request whose content type is set.</param>
    /// <param name="service">The name the service has in signatures, for example <c>xray</c>.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="cancellationToken">Ends the search for credentials.</param>
    /// <exception cref="OperationsException">There are no credentials.</exception>
    public async Task SignAsync(HttpRequestMessage request, string service, byte[] body, CancellationToken cancellationToken)
    {
        var signer = _signers.GetOrAdd(service, static (name, made) => new AwsSigner(name, made.region, made.keys, made.clock), (region, keys, clock));
        try
        {
            await signer.SignAsync(request, body, cancellationToken);
        }
        catch (AmazonClientException exception)
        {
            throw new OperationsException(
                $"There are no AWS credentials ({exception.Message}): sign in, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY.",
                exception);
        }
    }
}
