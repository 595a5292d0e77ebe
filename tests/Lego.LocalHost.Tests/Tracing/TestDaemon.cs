using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.LocalHost.Tests.Tracing;

/// <summary>Stands where the X-Ray daemon would and keeps the documents that arrive.</summary>
internal sealed class TestDaemon : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint Address => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public bool IsEmpty => _socket.Available == 0;

    public async Task<Dictionary<string, JsonNode>> ReceiveByOriginAsync(int count, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<string, JsonNode>();
        while (documents.Count < count)
        {
            var datagram = await _socket.ReceiveAsync(cancellationToken);
            var parts = Encoding.UTF8.GetString(datagram.Buffer).Split('\n', 2);
            Assert.That(parts[0], Is.EqualTo("{\"format\": \"json\", \"version\": 1}"));
            var document = JsonNode.Parse(parts[1])!;
            documents.Add((string)document["origin"]!, document);
        }

        return documents;
    }

    public void Dispose() => _socket.Dispose();
}
