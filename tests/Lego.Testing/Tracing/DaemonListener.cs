using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Testing.Tracing;

/// <summary>A UDP socket in the daemon's place: hands out the documents that arrive, in order.</summary>
public sealed class DaemonListener : IDisposable
{
    /// <summary>As AWS's X-Ray SDKs write the header line. The daemon reads both.</summary>
    public const string RecorderHeaderLine = "{\"format\":\"json\",\"version\":1}";

    private const string HeaderLine = "{\"format\": \"json\", \"version\": 1}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly string _headerLine;

    public DaemonListener(string headerLine = HeaderLine)
    {
        _headerLine = headerLine;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 16 << 20 };
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>For <c>AWS_XRAY_DAEMON_ADDRESS</c>.</summary>
    public string Address => _socket.LocalEndPoint!.ToString()!;

    /// <summary>Datagrams on loopback are in the receive buffer when the sender's call returns, so nothing has to be waited for.</summary>
    public IReadOnlyList<string> ReceiveArrived()
    {
        var documents = new List<string>();
        var buffer = new byte[65_536];
        while (_socket.Available > 0)
        {
            documents.Add(Body(buffer.AsSpan(0, _socket.Receive(buffer))));
        }

        return documents;
    }

    /// <summary>Waits for one document; for senders in other processes.</summary>
    public async Task<string> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Patience);
        var buffer = new byte[65_536];
        var length = await _socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, bound.Token);
        return Body(buffer.AsSpan(0, length));
    }

    /// <summary>The one document that has arrived.</summary>
    public JsonObject ReceiveOne()
    {
        var documents = ReceiveArrived();
        return documents.Count == 1
            ? JsonNode.Parse(documents[0])!.AsObject()
            : throw new InvalidOperationException($"{documents.Count} documents arrived instead of one.");
    }

    public void Dispose() => _socket.Dispose();

    private string Body(ReadOnlySpan<byte> datagram)
    {
        var text = Encoding.UTF8.GetString(datagram);
        var newline = text.IndexOf('\n', StringComparison.Ordinal);
        return newline > 0 && text[..newline] == _headerLine
            ? text[(newline + 1)..]
            : throw new InvalidOperationException("A datagram without the header line arrived: " + text);
    }
}
