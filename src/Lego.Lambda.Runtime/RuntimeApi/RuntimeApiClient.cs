using System.Buffers.Text;
using System.Net;
using System.Text;
using Lego.Lambda.Runtime.RuntimeApi.Wire;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The calls of the Lambda Runtime API, for one poller. Statuses are returned, only a failed connection throws.</summary>
/// <remarks>Every call blocks until it is answered, see <see cref="HttpConnection"/>.</remarks>
internal sealed class RuntimeApiClient : IDisposable
{
    /// <summary>Room for the head of a response; a longer one, by a host name of many letters, is no fault.</summary>
    public const int UsualHeadBytes = 512;

    private const string Root = "/" + RuntimeHeaders.ApiVersion + "/runtime/";

    // Lambda's own maximum, for an emulator that sends no deadline.
    private static readonly TimeSpan LongestInvocation = TimeSpan.FromMinutes(15);

    private readonly HttpConnection _connection;
    private readonly RequestWriter _request = new();
    private readonly byte[] _next;
    private readonly byte[] _commonHeaders;
    private readonly LambdaEnvironment _environment;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private string? _lastArn;
    private string? _lastTenant;

    public RuntimeApiClient(HostAddress address, LambdaEnvironment environment, TimeProvider clock, ILogger logger)
    {
        _connection = new HttpConnection("Runtime API", address);
        var common = $" HTTP/1.1\r\nHost: {address.Authority}\r\nUser-Agent: lego-lambda-runtime/1.0 dotnet/{System.Environment.Version}\r\n";
        _commonHeaders = Encoding.ASCII.GetBytes(common);
        _next = Encoding.ASCII.GetBytes($"GET {Root}invocation/next{common}\r\n");
        _environment = environment;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Waits for the next invocation.</summary>
    /// <exception cref="WireException">No answer, or one that is malformed.</exception>
    /// <exception cref="OperationCanceledException">The token fired.</exception>
    public PollResult Next(CancellationToken cancellationToken)
    {
        _connection.Exchange(_next, cancellationToken);
        var answer = _connection.Answer;
        var status = (HttpStatusCode)answer.Status;
        if (status != HttpStatusCode.OK || Text(HeaderSlot.RequestId) is not { } requestId)
            return new PollResult(status, null);

        return new PollResult(status, new Invocation
        {
            Event = answer.Body,
            RequestId = requestId,
            Deadline = Deadline(answer.Value(HeaderSlot.DeadlineMs)),
            InvokedFunctionArn = _lastArn = Text(HeaderSlot.InvokedFunctionArn, _lastArn),
            TraceHeader = Text(HeaderSlot.TraceId),
            TenantId = _lastTenant = Text(HeaderSlot.TenantId, _lastTenant),
            InvocationId = Text(HeaderSlot.InvocationId),
            ClientContextJson = Text(HeaderSlot.ClientContext),
            CognitoIdentityJson = Text(HeaderSlot.CognitoIdentity),
            Environment = _environment,
            Clock = _clock,
            Logger = _logger,
        });
    }

    /// <inheritdoc cref="Next"/>
    /// <summary>Posts the response of an invocation.</summary>
    public HttpStatusCode SendResponse(Invocation invocation, PooledBuffer response, CancellationToken cancellationToken)
    {
        BeginAnswer(invocation, "/response"u8).Add("Content-Type: application/json\r\n"u8);
        return Exchange(response.WithHead(EndHead(response.WrittenCount).Written), cancellationToken);
    }

    /// <inheritdoc cref="Next"/>
    /// <summary>Posts the failure of an invocation.</summary>
    public HttpStatusCode SendError(Invocation invocation, ErrorReport report, CancellationToken cancellationToken) =>
        SendReport(BeginAnswer(invocation, "/error"u8), report, cancellationToken);

    /// <inheritdoc cref="Next"/>
    /// <summary>Posts that the function could not start.</summary>
    public HttpStatusCode SendInitError(ErrorReport report, CancellationToken cancellationToken) =>
        SendReport(Begin().Add("init/error"u8).Add(_commonHeaders), report, cancellationToken);

    /// <inheritdoc cref="Next"/>
    /// <summary>Says that the snapshot may be taken, and waits until it is restored.</summary>
    public HttpStatusCode Restored(CancellationToken cancellationToken) =>
        Exchange(
            _request.Clear().Add("GET /2018-06-01/runtime/restore/next"u8).Add(_commonHeaders).Add("\r\n"u8).Written, cancellationToken);

    /// <inheritdoc cref="Next"/>
    /// <summary>Posts that the restored function could not go on.</summary>
    public HttpStatusCode SendRestoreError(ErrorReport report, CancellationToken cancellationToken) =>
        SendReport(Begin().Add("restore/error"u8).Add(_commonHeaders), report, cancellationToken);

    public void Dispose() => _connection.Dispose();

    private RequestWriter Begin() => _request.Clear().Add("POST /2018-06-01/runtime/"u8);

    private RequestWriter BeginAnswer(Invocation invocation, ReadOnlySpan<byte> kind) => Begin()
        .Add("invocation/"u8).AddPathSegment(invocation.RequestId).Add(kind).Add(_commonHeaders)
        .AddHeader("Lambda-Runtime-Invocation-Id"u8, invocation.InvocationId);

    private RequestWriter EndHead(int contentLength) => _request.Add("Content-Length: "u8).Add(contentLength).Add("\r\n\r\n"u8);

    private HttpStatusCode SendReport(RequestWriter request, ErrorReport report, CancellationToken cancellationToken)
    {
        request.AddHeader("Content-Type"u8, RuntimeHeaders.ErrorContentType)
            .AddHeader("Lambda-Runtime-Function-Error-Type"u8, report.Kind)
            .AddHeader("Lambda-Runtime-Function-XRay-Error-Cause"u8, report.XRayCause);
        return Exchange(EndHead(report.Document.Length).Add(report.Document).Written, cancellationToken);
    }

    private HttpStatusCode Exchange(ReadOnlySpan<byte> request, CancellationToken cancellationToken)
    {
        _connection.Exchange(request, cancellationToken);
        return (HttpStatusCode)_connection.Answer.Status;
    }

    // Most invocations of a process carry the same ARN and tenant, which are then no new strings.
    private string? Text(HeaderSlot slot, string? last = null)
    {
        var value = _connection.Answer.Value(slot);
        if (value.IsEmpty)
            return null;
        return last is not null && Ascii.Equals(value, last) ? last : Encoding.Latin1.GetString(value);
    }

    private DateTimeOffset Deadline(ReadOnlySpan<byte> milliseconds) =>
        Utf8Parser.TryParse(milliseconds, out long value, out var used) && used == milliseconds.Length
        && value >= 0 && value <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(value)
            : _clock.GetUtcNow() + LongestInvocation;
}
