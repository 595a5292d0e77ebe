using Lego.LocalHost.Hosting;

namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>A Cognito user pool on 127.0.0.1: the calls that manage users, with the users in a file that outlives the process.</summary>
public sealed class EmbeddedUserPool : IEmbeddedServer
{
    private const long MaxBodyBytes = 1024 * 1024;

    private readonly EmbeddedUserPoolOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _port;
    private LoopbackServer? _server;

    public EmbeddedUserPool(EmbeddedUserPoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.DataFolder);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.AccessKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.SecretKey);
        _options = options;
        _port = options.Port;
    }

    public string Name => "userpool";

    public string PoolId => _options.PoolId;

    public string Endpoint => _port != 0
        ? $"http://127.0.0.1:{_port}"
        : throw new InvalidOperationException("The user pool takes a free port and has none before its first start.");

    public bool IsRunning => _server is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_server is not null)
            {
                return;
            }

            var users = UserStore.Open(_options);
            var requests = new UserPoolRequests(_options, new UserPoolOperations(_options, users));
            _server = await LoopbackServer.StartAsync(
                Name, _port, requests.HandleAsync, kestrel => kestrel.Limits.MaxRequestBodySize = MaxBodyBytes, cancellationToken);
            _port = _server.Port;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_server is not null)
            {
                await _server.DisposeAsync();
                _server = null;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _turn.Dispose();
    }
}
