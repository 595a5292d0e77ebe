using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>Kestrel without a host around it: a host of its own would answer Ctrl+C and print to the console of ours.</summary>
internal sealed class KestrelHost(RequestDelegate handle) : IHttpApplication<HttpContext>
{
    private readonly InFlightRequests _requests = new();
    private KestrelServer? _server;

    /// <returns>The port that was bound.</returns>
    public async Task<int> StartAsync(int port, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        // A debugger that holds the client would otherwise look like a stalled upload.
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
        options.Listen(IPAddress.Loopback, port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(this, cancellationToken);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        _server = server;
        return new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()).Port;
    }

    public async Task StopAsync()
    {
        if (_server is null) return;
        // An already cancelled token makes Kestrel drop connections instead of waiting for clients to finish.
        await _server.StopAsync(new CancellationToken(canceled: true));
        await _requests.WhenDrained();
        _server.Dispose();
        _server = null;
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        _requests.Enter();
        try
        {
            await handle(context);
        }
        finally
        {
            _requests.Exit();
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
