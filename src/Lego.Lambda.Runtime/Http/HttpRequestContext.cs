using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Http;

/// <summary>What an HTTP function knows of the request beside its bound values.</summary>
public sealed class HttpRequestContext
{
    private readonly APIGatewayHttpApiV2ProxyRequest _request;

    internal HttpRequestContext(APIGatewayHttpApiV2ProxyRequest request, HandlerContext invocation)
    {
        _request = request;
        Invocation = invocation;
    }

    /// <summary>The invocation.</summary>
    public HandlerContext Invocation { get; }

    /// <summary>The signed-in user.</summary>
    /// <exception cref="UnauthorizedException">The event has no user.</exception>
    public string UserId => Invocation.UserId ?? throw new UnauthorizedException();

    /// <summary>The request's and the answer's correlation id.</summary>
    public string CorrelationId => Invocation.CorrelationId;

    /// <summary>Writes log lines that carry the ids of this request.</summary>
    public ILogger Logger => Invocation.Logger;

    /// <summary>The clock to read the time from.</summary>
    public TimeProvider Clock => Invocation.Clock;

    /// <summary>The root subsegment of the request's trace.</summary>
    public Subsegment Trace => Invocation.Trace;

    /// <summary>Adds a searchable annotation to the request's trace.</summary>
    /// <inheritdoc cref="Subsegment.Annotate(string, AnnotationValue)"/>
    public void Annotate(string key, AnnotationValue value) => Trace.Annotate(key, value);

    /// <inheritdoc cref="HandlerContext.Count"/>
    public void Count(string name, double number = 1) => Invocation.Count(name, number);

    /// <inheritdoc cref="HandlerContext.KeepTrace"/>
    public void KeepTrace() => Invocation.KeepTrace();

    /// <summary>A header's value, or null.</summary>
    /// <param name="name">Name, any case.</param>
    public string? Header(string name) => HttpEvents.Header(_request, name);

    /// <summary>Opens the body for reading, decoded where the gateway encoded it. Read it once.</summary>
    /// <returns>A stream; empty when there is no body. Reading throws <see cref="BadRequestException"/> when the encoding is broken.</returns>
    public Stream OpenBody()
    {
        if (string.IsNullOrEmpty(_request.Body))
        {
            return Stream.Null;
        }

        return _request.IsBase64Encoded
            ? new Base64TextStream(_request.Body)
            : new MemoryStream(Encoding.UTF8.GetBytes(_request.Body), writable: false);
    }
}
