using System.Globalization;
using System.Net;
using Lego.LocalHost.Embedded.Search.Http;
using Lego.LocalHost.Embedded.Search.Indexing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Lego.LocalHost.Embedded.Search;

/// <summary>A server on 127.0.0.1 that answers the part of the OpenSearch REST API that search clients use, on Lucene.</summary>
public sealed class EmbeddedSearch(EmbeddedSearchOptions options) : IEmbeddedServer
{
    // The real server's default for http.max_content_length.
    private const long MaxBodyBytes = 100 * 1024 * 1024;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _port = options.Port;
    private WebApplication? _application;
    private SearchNode? _node;

    public string Name => "opensearch";

    /// <summary>The base URL. With port 0 it is known after the first start.</summary>
    public string Endpoint => _port > 0
        ? string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}")
        : throw new InvalidOperationException("The port is chosen when the server starts for the first time.");

    public bool IsRunning => _application is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_application is null)
            {
                await OpenAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_application is not null)
            {
                // Writes that wait for a refresh would otherwise hold the stop.
                _node!.RefreshAll();
                try
                {
                    await _application.StopAsync(cancellationToken);
                }
                finally
                {
                    await CloseAsync();
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(IPAddress.Loopback, _port);
        });
        builder.Services.AddSingleton<IHostLifetime, OwnedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);

        _node = new SearchNode(options.DataFolder, options.TimeProvider);
        _application = builder.Build();
        var router = new SearchRouter(_node);
        _application.Run(context => SearchHttp.HandleAsync(context, router));
        var isListening = false;
        try
        {
            await _application.StartAsync(cancellationToken);
            isListening = true;
        }
        finally
        {
            if (!isListening)
            {
                await CloseAsync();
            }
        }

        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _port = new Uri(addresses.Single()).Port;
    }

    private async Task CloseAsync()
    {
        await _application!.DisposeAsync();
        _application = null;
        _node!.Dispose();
        _node = null;
    }
}
