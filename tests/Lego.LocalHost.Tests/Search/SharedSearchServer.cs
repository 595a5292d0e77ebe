namespace Lego.LocalHost.Tests.Search;

/// <summary>One server for a fixture; each test uses indices of its own.</summary>
internal abstract class SharedSearchServer
{
    protected SearchServer Server { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        Server = await SearchServer.StartAsync();
        await PrepareAsync();
    }

    [OneTimeTearDown]
    public async Task StopServer() => await Server.DisposeAsync();

    protected virtual Task PrepareAsync() => Task.CompletedTask;
}
