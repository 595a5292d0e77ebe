using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lego.TraceConsole.Tests.Daemon;

[Parallelizable]
public sealed class DaemonPortsTests
{
    [Test]
    public async Task A_port_that_is_taken_for_TCP_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var folder = Directory.CreateTempSubdirectory("trace-console-");
        try
        {
            var options = new TraceConsoleOptions { HttpPort = 0, DaemonPort = port, DataFolder = folder.FullName };

            Assert.That(
                async () => await TraceConsoleServer.StartAsync(options),
                Throws.InstanceOf<IOException>().With.Message.Contains($"port {port.ToString(CultureInfo.InvariantCulture)} on 127.0.0.1"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task The_ports_are_free_again_when_the_console_has_stopped()
    {
        await using var console = await ConsoleFixture.StartAsync();
        var address = console.Server.Daemon;
        await console.StopServerAsync();

        using var calls = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var documents = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        Assert.That(
            () =>
            {
                calls.Bind(address);
                calls.Listen();
                documents.Bind(address);
            },
            Throws.Nothing);
    }
}
