using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The calls of the Lambda Runtime API. Statuses are returned, only a failed connection throws.</summary>
internal sealed class RuntimeApiClient : IDisposable
{
    private const string JsonContentType = "application/json";
    private static readonly string UserAgent = $"lego-lambda-runtime/1.0 dotnet/{System.Environment.Version}";

    // Lambda's own maximum, for an emulator that sends no deadline.
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    private readonly HttpMessageInvoker _http;
    private readonly string _base;
    private readonly Uri _next;
    private readonly LambdaEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    public RuntimeApiClient(string address, LambdaEnvironment environment, TimeProvider clock, ILogger logger)
    {
        _base = $"http://{address}/{RuntimeHeaders.ApiVersion}/runtime/";
        _next = new Uri(_base + "invocation/next");
        _environment = environment;
        _clock = clock;
        _logger = logger;
        // An invoker has no timeout of its own: a poll may wait for hours, frozen in between.
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            // Without a propagator no activity is started for the call: the runtime's own calls have no place in a trace.
            ActivityHeadersPropagator = null,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        });
    }

    /// <summary>Waits for the next invocation.</summary>
    public async Task<PollResult> NextAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _next);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var headers = response.Headers.NonValidated;
        if (response.StatusCode != HttpStatusCode.OK || Header(headers, RuntimeHeaders.RequestId) is not { } requestId)
            return new PollResult(response.StatusCode, null, null);

        var body = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var invocation = new Invocation
        {
            Event = body.WrittenMemory,
            RequestId = requestId,
            Deadline = Deadline(Header(headers, RuntimeHeaders.DeadlineMs)),
            InvokedFunctionArn = Header(headers, RuntimeHeaders.InvokedFunctionArn),
            TraceHeader = Header(headers, RuntimeHeaders.TraceId),
            TenantId = Header(headers, RuntimeHeaders.TenantId),
            InvocationId = Header(headers, RuntimeHeaders.InvocationId),
            ClientContextJson = Header(headers, RuntimeHeaders.ClientContext),
            CognitoIdentityJson = Header(headers, RuntimeHeaders.CognitoIdentity),
            Environment = _environment,
            Clock = _clock,
            Logger = _logger,
        };
        return new PollResult(HttpStatusCode.OK, invocation, body);
    }

    public Task<HttpStatusCode> SendResponseAsync(
        Invocation invocation,
        ReadOnlyMemory<byte> response,
        CancellationToken cancellationToken) =>
        PostAsync(AnswerPath(invocation, "response"), response, JsonContentType, invocation.InvocationId, null, cancellationToken);

    public Task<HttpStatusCode> SendErrorAsync(Invocation invocation, ErrorReport report, CancellationToken cancellationToken) =>
        PostAsync(
            AnswerPath(invocation, "error"),
            report.Document,
            RuntimeHeaders.ErrorContentType,
            invocation.InvocationId,
            report,
            cancellationToken);

    public Task<HttpStatusCode> SendInitErrorAsync(ErrorReport report, CancellationToken cancellationToken) =>
        PostAsync("init/error", report.Document, RuntimeHeaders.ErrorContentType, null, report, cancellationToken);

    public void Dispose() => _http.Dispose();

    private static string AnswerPath(Invocation invocation, string kind) =>
        $"invocation/{Uri.EscapeDataString(invocation.RequestId)}/{kind}";

    private async Task<HttpStatusCode> PostAsync(
        string path,
        ReadOnlyMemory<byte> body,
        string contentType,
        string? invocationId,
        ErrorReport? report,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base + path));
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (invocationId is not null)
            request.Headers.TryAddWithoutValidation(RuntimeHeaders.InvocationId, invocationId);
        if (report is not null)
            request.Headers.TryAddWithoutValidation(RuntimeHeaders.FunctionErrorType, report.Kind);
        if (report?.XRayCause is { } cause)
            request.Headers.TryAddWithoutValidation(RuntimeHeaders.XRayErrorCause, cause);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // Read to its end, else the connection cannot serve the next poll.
        await response.Content.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        return response.StatusCode;
    }

    private static async Task<PooledBuffer> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the read that sees the end needs no larger array.
        var buffer = new PooledBuffer((int)Math.Min(content.Headers.ContentLength ?? 0, Array.MaxLength - 1) + 1);
        try
        {
            using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while (await stream.ReadAsync(buffer.GetMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
                buffer.Advance(count);
            buffer.Seal();
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static string? Header(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value ? value : null;

    private DateTimeOffset Deadline(string? milliseconds) =>
        long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(value)
            : _clock.GetUtcNow() + LongestInvocation;
}
