using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Tests.XRay;

[Parallelizable(ParallelScope.All)]
public sealed class DaemonAddressTests
{
    [TestCase("127.0.0.1:2000", "127.0.0.1", 2000)]
    [TestCase("xray.internal:3000", "xray.internal", 3000)]
    [TestCase("[::1]:2000", "::1", 2000)]
    [TestCase("tcp:10.0.0.1:2001 udp:10.0.0.2:2002", "10.0.0.2", 2002)]
    [TestCase("udp:10.0.0.2:2002 tcp:10.0.0.1:2001", "10.0.0.2", 2002)]
    public void Reads_both_forms(string text, string host, int port)
    {
        Assert.That(DaemonAddress.TryParse(text, out var address), Is.True);
        Assert.That(address, Is.EqualTo(new DaemonAddress(host, port)));
    }

    [TestCase("127.0.0.1:2000", "127.0.0.1", 2000)]
    [TestCase("tcp:10.0.0.1:2001 udp:10.0.0.2:2002", "10.0.0.1", 2001)]
    [TestCase("udp:10.0.0.2:2002 TCP:[::1]:2001", "::1", 2001)]
    public void Reads_the_TCP_address_of_both_forms(string text, string host, int port)
    {
        Assert.That(DaemonAddress.TryParseTcp(text, out var address), Is.True);
        Assert.That(address, Is.EqualTo(new DaemonAddress(host, port)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("localhost")]
    [TestCase(":2000")]
    [TestCase("[]:2000")]
    [TestCase("host:0")]
    [TestCase("host:65536")]
    [TestCase("host:port")]
    [TestCase("udp:host:2000 udp:host:2001")]
    [TestCase("a b c")]
    [TestCase("tcp:host:2000 udp:host")]
    [TestCase("tcp:host udp:host:2000")]
    public void Refuses_anything_else(string? text)
    {
        Assert.That(DaemonAddress.TryParse(text, out _), Is.False);
        Assert.That(DaemonAddress.TryParseTcp(text, out _), Is.False);
    }
}
