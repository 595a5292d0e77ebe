using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lego.LocalHost.Tests.ObjectStore;

/// <summary>A request on a bare socket, with its target exactly as given.</summary>
internal static class RawRequest
{
    public static Task<string> SendAsync(StoreScope scope, string method, string key, string body) => SendTargetAsync(
        scope, method, $"/{StoreScope.Bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}", body,
        new RequestSigner(TimeProvider.System.GetUtcNow()));

    public static async Task<string> SendTargetAsync(StoreScope scope, string method, string target, string body, RequestSigner? signer)
    {
        using var client = await ConnectAsync(scope);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Head(scope, method, target, Encoding.UTF8.GetByteCount(body), signer) + body));
        return await new StreamReader(stream).ReadToEndAsync();
    }

    public static async Task<TcpClient> ConnectAsync(StoreScope scope)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(scope.Store.Endpoint).Port);
        return client;
    }

    public static string Head(StoreScope scope, string method, string target, long contentLength, RequestSigner? signer)
    {
        // System.Uri keeps the dots of a path only when told to.
        var options = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(scope.Store.Endpoint + target, options));
        signer?.Sign(request, "UNSIGNED-PAYLOAD");
        var headers = string.Concat(request.Headers.Select(header => $"{header.Key}: {string.Join(',', header.Value)}\r\n"));
        return $"{method} {target} HTTP/1.1\r\nHost: {request.RequestUri!.Authority}\r\nConnection: close\r\n"
            + $"Content-Length: {contentLength}\r\n{headers}\r\n";
    }
}
