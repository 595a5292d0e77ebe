namespace Lego.LocalHost.Hosting;

/// <summary>A port that one of the local servers needs is taken by another program.</summary>
public sealed class PortInUseException(string server, int port)
    : Exception($"Port {port} for the {server} is already in use. Stop the program that holds it, or choose another port for the {server}.")
{
    public string Server { get; } = server;

    public int Port { get; } = port;
}
