using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Base of a function behind an HTTP API or a REST API. Binds the event to a request, checks its rules, and puts the function's result,
/// or its failure, into the envelope with headers and status.
/// </summary>
/// <remarks>
/// It sees payload format 2.0 only: <see cref="HttpInvocationHandler"/> and <see cref="HttpRouteTable"/> bring events of format 1.0 into
/// its form, and the answers back.
/// </remarks>
/// <typeparam name="TRequest">
/// The bound request: a record with the route parameters and the members of the query string, or of a JSON body if it is an
/// <see cref="IJsonBody"/>. With <see cref="IValidated"/> it states its rules.
/// </typeparam>
public abstract class HttpHandler<TRequest> : TracedHandler<APIGatewayHttpApiV2ProxyRequest, APIGatewayHttpApiV2ProxyResponse>, IAnswersMalformedEvents
{
    private readonly JsonSerializerOptions _json;
    private readonly JsonTypeInfo<TRequest> _requestType;

    /// <summary>Creates the handler of a function.</summary>
    /// <param name="functionId">Id of the function.</param>
    /// <param name="options">What handlers share.</param>
    /// <param name="json">From <see cref="HttpJson.Create(IJsonTypeInfoResolver[])"/>; knows the request and all answers.</param>
    /// <exception cref="InvalidOperationException">The request type is in no generated context.</exception>
    protected HttpHandler(string functionId, HandlerOptions options, JsonSerializerOptions json)
        : base(functionId, options)
    {
        ArgumentNullException.ThrowIfNull(json);
        _json = json;
        _requestType = json.TryGetTypeInfo(typeof(TRequest), out var type)
            ? (JsonTypeInfo<TRequest>)type
            : throw new InvalidOperationException(
                $"{typeof(TRequest).Name} is in no generated JSON context of {functionId}: add [JsonSerializable(typeof({typeof(TRequest).Name}))].");
    }

    /// <summary>False for a function that serves callers without a token.</summary>
    protected virtual bool RequiresUser => true;

    /// <summary>Does the function's work.</summary>
    /// <param name="request">The bound request, which keeps its rules.</param>
    /// <param name="context">The request's surroundings.</param>
    /// <param name="cancellationToken">Fires shortly before the Lambda deadline.</param>
    /// <returns>One of <see cref="Ok{T}"/>, <see cref="Created{T}"/>, <see cref="Page{T}"/>, …</returns>
    protected abstract Task<HttpResult> HandleAsync(TRequest request, HttpRequestContext context, CancellationToken cancellationToken);

    /// <summary>200 with data.</summary>
    protected static HttpResult Ok<T>(T data, string? message = null) => new HttpResult<T>(200, data) { Message = message };

    /// <summary>201 with the new resource.</summary>
    protected static HttpResult Created<T>(T data, string? message = null) => new HttpResult<T>(201, data) { Message = message };

    /// <summary>200 with a whole list.</summary>
    /// <param name="items">The items.</param>
    /// <param name="total">Member <c>total</c>; null for the number of items.</param>
    protected static HttpResult List<T>(IReadOnlyList<T> items, long? total = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new HttpResult<IReadOnlyList<T>>(200, items) { Total = total ?? items.Count };
    }

    /// <summary>200 with one page of a list.</summary>
    /// <param name="items">The items of the page; empty beyond the end.</param>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Greatest number of items of a page.</param>
    /// <param name="total">Number of items of all pages.</param>
    protected static HttpResult Page<T>(IReadOnlyList<T> items, int page, int limit, long total) =>
        new HttpResult<IReadOnlyList<T>>(200, items) { Total = total, Paging = (page, limit) };

    /// <summary>204 without a body.</summary>
    protected static HttpResult NoContent() => new(204);

    /// <summary>302 to another URL, not to be cached.</summary>
    protected static HttpResult Redirect(string location) => new(302)
    {
        Headers = new Dictionary<string, string>
        {
            ["Location"] = location,
            ["Cache-Control"] = "no-cache, no-store, must-revalidate",
        },
    };

    /// <inheritdoc/>
    protected sealed override async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(
        APIGatewayHttpApiV2ProxyRequest request, HandlerContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        if (request is MalformedEvent malformed)
        {
            throw new BadRequestException(malformed.Problem);
        }

        if (RequiresUser && context.UserId is null)
        {
            throw new UnauthorizedException();
        }

        var bound = RequestBinder.Bind(request, _requestType);
        if (bound is IValidated validated)
        {
            var validation = new Validation();
            validated.Validate(validation);
            validation.ThrowIfInvalid();
        }

        var result = await HandleAsync(bound, new HttpRequestContext(request, context), cancellationToken).ConfigureAwait(false);
        var body = result.HasBody ? Envelope.Success(result, _json, Options.Clock.GetUtcNow()) : null;
        var response = Respond(result.StatusCode, body, request, context, result.Headers);
        if (result.Cookies is { Count: > 0 } cookies)
        {
            response.Cookies = [.. cookies];
        }

        return response;
    }

    /// <inheritdoc/>
    protected sealed override void Describe(APIGatewayHttpApiV2ProxyRequest request, InvocationDescription description)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(description);
        HttpEvents.Describe(request, description, Options.Clock);
    }

    /// <inheritdoc/>
    protected sealed override int? StatusOf(APIGatewayHttpApiV2ProxyResponse response) => response?.StatusCode;

    /// <inheritdoc/>
    protected sealed override bool TryAnswer(
        HandlerFailure failure,
        APIGatewayHttpApiV2ProxyRequest request,
        HandlerContext context,
        [MaybeNullWhen(false)] out APIGatewayHttpApiV2ProxyResponse response)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(context);
        var headers = failure.Error.RetryAfter is { } seconds
            ? new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture) }
            : null;
        var body = Envelope.Failure(failure.Error, _json, Options.Clock.GetUtcNow());
        response = Respond(failure.Error.StatusCode, body, request, context, headers);
        return true;
    }

    private APIGatewayHttpApiV2ProxyResponse Respond(
        int status,
        string? body,
        APIGatewayHttpApiV2ProxyRequest? request,
        HandlerContext context,
        IReadOnlyDictionary<string, string>? more)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [CorrelationIds.Header] = context.CorrelationId };
        if (body is not null)
        {
            headers["Content-Type"] = "application/json";
        }

        Cors.AddHeaders(headers, request is null ? null : HttpEvents.Header(request, "origin"), Options.CorsOrigins);
        foreach (var (name, value) in more ?? new Dictionary<string, string>())
        {
            headers[name] = value;
        }

        return new APIGatewayHttpApiV2ProxyResponse { StatusCode = status, Headers = headers, Body = body ?? "" };
    }
}
