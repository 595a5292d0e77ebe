using System.Net.Sockets;

namespace Lego.Functions.Tests.Attacks;

/// <summary>One connection through a <see cref="FaultProxy"/>.</summary>
/// <param name="client">The functions' end.</param>
/// <param name="server">The server's end.</param>
/// <param name="next">Says what hits the message that begins.</param>
internal sealed class FaultLink(TcpClient client, TcpClient server, Func<Fault?> next)
{
    private const int Client = 1;
    private const int Server = 2;

    private int _speaker = Server;
    private volatile Fault? _fault;

    public static void Reset(TcpClient end)
    {
        try
        {
            end.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }

        end.Close();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var forth = PumpAsync(client.GetStream(), ForthAsync, end.Token);
        var back = PumpAsync(server.GetStream(), BackAsync, end.Token);
        await Task.WhenAny(forth, back);
        await end.CancelAsync();
        await Task.WhenAll(forth, back);
    }

    private static async Task PumpAsync(
        NetworkStream from, Func<ReadOnlyMemory<byte>, CancellationToken, Task<bool>> pass, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, cancellationToken) is > 0 and var read && await pass(buffer.AsMemory(0, read), cancellationToken))
            {
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
        }
    }

    /// <returns>False when the connection ends here.</returns>
    private async Task<bool> ForthAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _speaker, Client) != Client)
        {
            _fault = next();
        }

        switch (_fault)
        {
            case { Kind: FaultKind.Refuse }:
                Reset(client);
                return false;
            case { Kind: FaultKind.LoseRequest, Share: var share }:
                await server.GetStream().WriteAsync(packet[..Cut(packet.Length, share)], cancellationToken);
                Reset(client);
                return false;
            case { Kind: FaultKind.Stall }:
                return true;
            case { Kind: FaultKind.Garbage } fault:
                await AnswerAsync(fault, cancellationToken);
                return false;
            default:
                await server.GetStream().WriteAsync(packet, cancellationToken);
                return true;
        }
    }

    private async Task<bool> BackAsync(ReadOnlyMemory<byte> packet, CancellationToken cancellationToken)
    {
        if (packet.Span.StartsWith("HTTP/1.1 100"u8))
        {
            // Go on, says the server, and the message does.
            await client.GetStream().WriteAsync(packet, cancellationToken);
            return true;
        }

        Interlocked.Exchange(ref _speaker, Server);
        switch (_fault)
        {
            case { Kind: FaultKind.LoseAnswer }:
                Reset(client);
                return false;
            case { Kind: FaultKind.CutAnswer, Share: var share }:
                await client.GetStream().WriteAsync(packet[..Cut(packet.Length, share)], cancellationToken);
                Reset(client);
                return false;
            case { Kind: FaultKind.StallAnswer }:
                return true;
            case { Kind: FaultKind.GarbageAnswer } fault:
                await AnswerAsync(fault, cancellationToken);
                return false;
            default:
                await client.GetStream().WriteAsync(packet, cancellationToken);
                return true;
        }
    }

    /// <summary>Answers, and lets the client finish: one that still sends would be told of a broken connection instead.</summary>
    private async Task AnswerAsync(Fault fault, CancellationToken cancellationToken)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(fault.Answer, cancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        if (!fault.IsOfAnswer)
        {
            var rest = new byte[64 * 1024];
            while (await stream.ReadAsync(rest, cancellationToken) > 0)
            {
            }
        }
    }

    /// <summary>Some of the bytes, and never all.</summary>
    private static int Cut(int length, double share) => Math.Min((int)(length * share), length - 1);
}
