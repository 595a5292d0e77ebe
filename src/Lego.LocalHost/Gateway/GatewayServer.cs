using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using Lego.Lambda.Runtime.Tracing;
using Lego.LocalHost.Hosting;
using Lego.LocalHost.RuntimeApi;
using Lego.LocalHost.Tracing;

namespace Lego.LocalHost.Gateway;

/// <summary>An API with a JWT authorizer in front of the functions, on 127.0.0.1: an HTTP API or a stage of a REST API.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private const long MaxBodyBytes = 10 * 1024 * 1024;
    private const int MaxHeaderBytes = 10_240;
    private const int ClientClosedRequest = 499;

    private readonly GatewayOptions _options;
    private readonly JwtAuthorizer _authorizer;
    private readonly TracedInvoker _invoker;
    private readonly ISegmentSink _sink;
    private readonly StageSampling _sampling;
    private readonly TimeSpan _integrationTimeout;
    private readonly RouteTable _routes;
    private readonly EventWriter _events;
    private readonly string _accountId;
    private readonly TokenBucketRateLimiter? _throttle;
    private readonly RequestDelegate? _localPages;
    private LoopbackServer? _server;

    private GatewayServer(
        GatewayOptions options, JwtAuthorizer authorizer, RuntimeApiServer runtimeApi, ISegmentSink sink, RequestDelegate? localPages)
    {
        _options = options;
        _authorizer = authorizer;
        _sink = sink;
        _localPages = localPages;
        var sampler = new Sampler(options.SamplingRate);
        _sampling = new StageSampling(sampler, options.SamplingRules, runtimeApi.Region);
        _integrationTimeout = options.IntegrationTimeout ?? TimeSpan.FromSeconds(IsRest ? 29 : 30);
        _invoker = new TracedInvoker(runtimeApi, sink, sampler, options.Clock);
        _accountId = runtimeApi.AccountId;
        _events = EventWriter.For(options.Format, _accountId);
        _routes = new RouteTable(options.Functions);
        if (options.RequestsPerSecond is { } rate)
        {
            _throttle = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = rate,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            });
        }
    }

    private bool IsRest => _options.Format == PayloadFormat.Version1;

    public Uri Endpoint => new($"http://127.0.0.1:{_server!.Port.ToString(CultureInfo.InvariantCulture)}/");

    /// <param name="options">Port, limits and clock.</param>
    /// <param name="authorizer">Checks the tokens of routes that are not public.</param>
    /// <param name="runtimeApi">Where the functions' runtime asks for work.</param>
    /// <param name="sink">Takes the segments.</param>
    /// <param name="localPages">Serves <c>/_local</c> and <c>/.well-known</c>, which no deployed gateway has; null for none.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<GatewayServer> StartAsync(
        GatewayOptions options,
        JwtAuthorizer authorizer,
        RuntimeApiServer runtimeApi,
        ISegmentSink sink,
        RequestDelegate? localPages,
        CancellationToken cancellationToken)
    {
        var gateway = new GatewayServer(options, authorizer, runtimeApi, sink, localPages);
        gateway._server = await LoopbackServer.StartAsync(
            "gateway",
            options.Port,
            gateway.HandleAsync,
            kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = null;
                kestrel.Limits.MaxRequestLineSize = MaxHeaderBytes;
                kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
                kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            },
            cancellationToken);
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _throttle?.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (_localPages is not null
            && (context.Request.Path.StartsWithSegments("/_local", StringComparison.Ordinal)
                || context.Request.Path.StartsWithSegments("/.well-known", StringComparison.Ordinal)))
        {
            await _localPages(context);
            return;
        }

        if (HttpMethods.IsOptions(context.Request.Method))
        {
            _options.Cors.AnswerPreflight(context);
            return;
        }

        await ServeAsync(context);
    }

    private async Task ServeAsync(HttpContext context)
    {
        var start = _options.Clock.GetUtcNow();
        var caller = TraceContext.Parse(context.Request.Headers[TraceHeader.HttpName]);
        // A parent without its root belongs to no trace.
        var incoming = caller.Root is null ? caller with { Root = TraceContext.NewTraceId(start), Parent = null } : caller;
        var (sampled, rule) = _sampling.Decide(incoming, context.Request);
        var request = new GatewayRequest(context, Guid.NewGuid().ToString(), start, incoming.ToString());
        var stage = new StageRequest(
            incoming.Root!, incoming.Parent, TraceContext.NewSegmentId(), TraceContext.NewSegmentId(), request.RequestId,
            request.Method, request.Url, request.UserAgent, request.ClientIp, start)
        {
            SamplingRule = rule,
        };
        context.Response.OnStarting(() =>
        {
            AddHeaders(context.Response.Headers, request, $"Root={incoming.Root};Sampled={(sampled ? '1' : '0')}", caller.AsksForDecision);
            // Sent before the response is: who has the answer in hand finds the whole trace.
            SendStage(stage, context.Response.StatusCode, sampled);
            return Task.CompletedTask;
        });
        var decided = new TraceContext(incoming.Root, stage.IntegrationId, sampled ? "1" : "0", incoming.Others);
        try
        {
            if (await RouteAsync(request, stage, decided) is { } refusal)
            {
                _options.Cors.Allow(context);
                await RefusalAnswer.Of(refusal, _options.Format).WriteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // The client is gone, but the function's segments need theirs above them.
            stage.AnsweredAt = _options.Clock.GetUtcNow();
            SendStage(stage, ClientClosedRequest, sampled);
        }
    }

    private void SendStage(StageRequest stage, int status, bool sampled)
    {
        if (sampled)
        {
            _sink.Send(StageSegment.Write(stage, status, _options.Clock.GetUtcNow(), _accountId));
        }
    }

    /// <summary>The gateway's own headers. A REST API tells the trace in every answer, an HTTP API in none unless it was asked.</summary>
    private void AddHeaders(IHeaderDictionary headers, GatewayRequest request, string trace, bool isAsked)
    {
        if (IsRest)
        {
            headers["x-amzn-RequestId"] = request.RequestId;
            headers["x-amz-apigw-id"] = request.RequestId;
        }
        else
        {
            headers["apigw-requestid"] = request.RequestId;
        }

        if (IsRest || isAsked)
        {
            headers[TraceHeader.HttpName] = trace;
        }
    }

    /// <summary>Returns why the gateway itself has to answer, or null when the function's response is written.</summary>
    private async Task<Refusal?> RouteAsync(GatewayRequest request, StageRequest stage, TraceContext trace)
    {
        var context = request.Context;
        if (_throttle is not null && !_throttle.AttemptAcquire().IsAcquired)
        {
            return Refusal.Throttled;
        }

        if (_routes.Match(request.Method, request.RawPath) is not { } route)
        {
            return Refusal.NoRoute;
        }

        IReadOnlyDictionary<string, string>? claims = null;
        if (!route.Function.IsPublic && (claims = await _authorizer.AuthorizeAsync(context.Request.Headers.Authorization)) is null)
        {
            return Refusal.Unauthorized;
        }

        if (context.Request.ContentLength > MaxBodyBytes
            || await _events.WriteAsync(request, route, claims, MaxBodyBytes, context.RequestAborted) is not { } eventJson
            || eventJson.Length > LambdaLimits.RequestBytes)
        {
            return Refusal.TooLarge;
        }

        return await InvokeAsync(context, route, eventJson, stage, trace);
    }

    private async Task<Refusal?> InvokeAsync(
        HttpContext context, RouteMatch route, ReadOnlyMemory<byte> eventJson, StageRequest stage, TraceContext trace)
    {
        stage.FunctionId = route.Function.Id;
        stage.InvokedAt = _options.Clock.GetUtcNow();
        // Lambda goes on when the gateway or the client no longer waits, so neither cancels the invocation.
        var invocation = _invoker.InvokeAsync(route.Function, eventJson, trace, CancellationToken.None);
        InvocationResult result;
        try
        {
            result = await invocation.WaitAsync(_integrationTimeout, _options.Clock, context.RequestAborted);
        }
        catch (TimeoutException)
        {
            stage.AnsweredAt = _options.Clock.GetUtcNow();
            stage.IntegrationStatus = 504;
            return Refusal.TimedOut;
        }

        stage.AnsweredAt = result.EndedAt;
        stage.IntegrationStatus = 200;
        return result.IsSuccess && await ResponseMapper.TryWriteAsync(context, result.Payload, _options.Format, context.RequestAborted)
            ? null
            : Refusal.FunctionFailed;
    }
}
