using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lego.Lambda.Runtime.OpenTelemetry.Tests.Otlp;

/// <summary>A collector in this process, on a real socket.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int PrefixLength = 5;

    private readonly Channel<ReceivedRequest> _arrivals = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private readonly OtlpProtocol _protocol;
    private readonly WebApplication _app;

    private OtlpReceiver(OtlpProtocol protocol, WebApplication app) => (_protocol, _app) = (protocol, app);

    /// <summary>Host and port.</summary>
    internal Uri Address => new(_app.Urls.First());

    /// <summary>What an exporter of the receiver's protocol posts to.</summary>
    internal Uri Endpoint => _protocol == OtlpProtocol.Grpc ? Address : new Uri(Address, "v1/traces");

    /// <summary>What is answered; null for success.</summary>
    internal Func<HttpContext, Task>? Answer { get; set; }

    internal IReadOnlyList<ReceivedRequest> Requests => [.. _requests];

    internal static async Task<OtlpReceiver> StartAsync(OtlpProtocol protocol = OtlpProtocol.HttpProtobuf, Func<HttpContext, Task>? answer = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(
            IPAddress.Loopback,
            0,
            listen => listen.Protocols = protocol == OtlpProtocol.Grpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        var receiver = new OtlpReceiver(protocol, builder.Build()) { Answer = answer };
        receiver._app.Run(receiver.ServeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The next request that has not been waited for.</summary>
    internal Task<ReceivedRequest> ArrivalAsync() => _arrivals.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Ends a gRPC answer with a status.</summary>
    internal static async Task WriteGrpcAsync(HttpContext context, int status, byte[]? message = null)
    {
        context.Response.ContentType = "application/grpc";
        if (message is not null)
        {
            var frame = new byte[PrefixLength + message.Length];
            frame[PrefixLength - 1] = (byte)message.Length;
            message.CopyTo(frame, PrefixLength);
            await context.Response.Body.WriteAsync(frame);
        }

        context.Response.AppendTrailer("grpc-status", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        // An answer that never comes would hold a graceful stop up.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var message = body.ToArray();
        if (_protocol == OtlpProtocol.Grpc)
        {
            message = Unframe(message);
        }

        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new ReceivedRequest(context.Request.Path.Value!, headers, message);
        _requests.Enqueue(request);
        _arrivals.Writer.TryWrite(request);
        if (Answer is { } answer)
        {
            await answer(context);
        }
        else if (_protocol == OtlpProtocol.Grpc)
        {
            await WriteGrpcAsync(context, 0, []);
        }
    }

    private static byte[] Unframe(byte[] body)
    {
        var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1));
        return body[0] == 0 && length == body.Length - PrefixLength
            ? body[PrefixLength..]
            : throw new InvalidDataException("The body is not one uncompressed gRPC message.");
    }
}
