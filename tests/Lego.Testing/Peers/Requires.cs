namespace Lego.Testing.Peers;

/// <summary>What tests need from the machine beside the .NET SDK. What is missing fails in CI and skips on a developer's machine.</summary>
public static class Requires
{
    /// <summary>Node and npm, with which the peer's packages are installed once for each build output.</summary>
    public static async Task Node()
    {
        try
        {
            await PeerInstallation.Ready;
        }
        catch (CommandFailedException exception)
        {
            Miss($"The peer needs Node 20 or newer with npm, and a registry to install its packages from. {exception.Message}");
        }
    }

    /// <summary>Ends a test whose need is not met.</summary>
    public static void Miss(string reason)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")))
        {
            Assert.Ignore(reason);
        }

        Assert.Fail(reason);
    }
}
