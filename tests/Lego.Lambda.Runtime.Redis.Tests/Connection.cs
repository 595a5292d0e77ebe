using StackExchange.Redis;

namespace Lego.Lambda.Runtime.Redis.Tests;

/// <summary>An instrumented connection to the server of the tests, and a key that no other test has.</summary>
internal sealed class Connection : IAsyncDisposable
{
    private Connection(ConnectionMultiplexer multiplexer)
    {
        Multiplexer = multiplexer;
        RedisInstrumentation.Enable(multiplexer);
    }

    public ConnectionMultiplexer Multiplexer { get; }

    public IDatabase Database => Multiplexer.GetDatabase();

    public RedisKey Key { get; } = "planted-key-" + Guid.NewGuid().ToString("N");

    public static async Task<Connection> OpenAsync(string? configuration = null) =>
        new(await ConnectionMultiplexer.ConnectAsync("abortConnect=false," + (configuration ?? AssemblySetUp.Endpoint + ",asyncTimeout=30000")));

    public ValueTask DisposeAsync() => Multiplexer.DisposeAsync();
}
