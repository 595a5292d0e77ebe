using Lego.LocalHost.Embedded;

namespace Lego.Lambda.Runtime.Redis.Tests;

/// <summary>The cache server for all tests of this assembly; each test has connections and keys of its own.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("lego-redis-").FullName;

    private static readonly EmbeddedCache Cache = new(Folder);

    public static string Endpoint => Cache.Configuration;

    [OneTimeSetUp]
    public Task Start() => Cache.StartAsync(CancellationToken.None);

    [OneTimeTearDown]
    public async Task Stop()
    {
        await Cache.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
