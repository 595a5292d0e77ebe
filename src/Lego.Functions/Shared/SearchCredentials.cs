using System.Net.Http.Headers;
using System.Text;
using Amazon.Runtime;
using Lego.Lambda.Runtime;

namespace Lego.Functions.Shared;

/// <summary>The one place where a request to OpenSearch gets its credentials.</summary>
internal sealed class SearchCredentials
{
    private readonly AwsSigner? _signer;
    private readonly AuthenticationHeaderValue? _basic;

    public SearchCredentials(AppSettings settings, Uri address, HandlerOptions options)
    {
        if (settings.SearchAuth == SearchAuth.Iam)
        {
            // Source: Amazon OpenSearch Service Developer Guide, "Signing HTTP requests": es for domains, aoss for collections.
            var service = address.Host.Contains(".aoss.", StringComparison.OrdinalIgnoreCase) ? "aoss" : "es";
            _signer = new AwsSigner(service, settings.Region, settings.Keys, options.Clock);
        }
        else if (address.UserInfo.Length > 0)
        {
            _basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
        }
    }

    /// <exception cref="SearchIndexException">There are no credentials to sign with.</exception>
    public async ValueTask AddAsync(HttpRequestMessage request, byte[] body, CancellationToken cancellationToken)
    {
        if (_signer is null)
        {
            request.Headers.Authorization = _basic;
            return;
        }

        try
        {
            await _signer.SignAsync(request, body, cancellationToken);
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException)
        {
            throw new SearchIndexException("There are no credentials to sign requests to OpenSearch with.", innerException: exception);
        }
    }
}
