using System.Diagnostics;

namespace Lego.Lambda.Runtime.OpenTelemetry.Sending;

/// <summary>Sends messages and waits for their answers, never longer than it is told to.</summary>
internal sealed class OtlpClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _http;
    private readonly OtlpWire _wire;
    private readonly IReadOnlyDictionary<string, string> _headers;
    private readonly TimeProvider _clock;

    internal OtlpClient(OtlpWire wire, IReadOnlyDictionary<string, string> headers, TimeProvider clock)
    {
        _wire = wire;
        _headers = headers;
        _clock = clock;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // Headers hold keys, which are for the endpoint alone.
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            // Without a propagator the handler makes no activity, so that no instrumentation sees our own requests.
            ActivityHeadersPropagator = null,
        });
    }

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// Opens a connection beside the start, which is the longer part of a first request. A message without spans does it, since every
    /// endpoint has to take one; what it answers does not matter.
    /// </summary>
    internal void Connect()
    {
        var stop = new CancellationTokenSource(ConnectTimeout, _clock);
        DisposeAfter(Start(ReadOnlyMemory<byte>.Empty, stop.Token), stop);
    }

    /// <summary>Sends a message. The message must not be changed afterwards: after a timeout it may still be on its way.</summary>
    internal SendResult Send(ReadOnlyMemory<byte> message, TimeSpan timeout)
    {
        var stop = new CancellationTokenSource(timeout, _clock);
        var sending = Start(message, stop.Token);
        DisposeAfter(sending, stop);
        try
        {
            // The one place that holds a request up. The bound holds whatever the network stack does with the token.
            return sending.WaitAsync(timeout, _clock).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            return SendResult.Failed("it did not answer in time");
        }
    }

    private static void DisposeAfter(Task sending, CancellationTokenSource stop) => _ = sending.ContinueWith(
        static (_, stop) => ((CancellationTokenSource)stop!).Dispose(),
        stop,
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>Starts the request outside of the running invocation: connections outlive it and must not carry its state.</summary>
    private Task<SendResult> Start(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            if (ExecutionContext.IsFlowSuppressed())
            {
                return SendAsync(message, cancellationToken);
            }

            using (ExecutionContext.SuppressFlow())
            {
                return SendAsync(message, cancellationToken);
            }
        }
        finally
        {
            Activity.Current = current;
        }
    }

    private async Task<SendResult> SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                return await TrySendAsync(message, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException exception) when (IsBrokenConnection(exception))
            {
                // The other side closed the connection, as it does while an environment is frozen: a new one is worth one more try.
                return await TrySendAsync(message, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return SendResult.Failed("it did not answer in time");
        }
        catch (HttpRequestException exception)
        {
            return SendResult.Failed($"the request failed ({exception.HttpRequestError})");
        }
        catch (IOException)
        {
            return SendResult.Failed("the connection broke");
        }
    }

    private async Task<SendResult> TrySendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var request = _wire.CreateRequest(message);
        request.Headers.TryAddWithoutValidation("User-Agent", "Lego.Lambda-OTLP-Exporter");
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await _wire.ReadAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsBrokenConnection(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.Unknown or HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError;
}
