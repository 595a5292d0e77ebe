using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace PROJECT.NAMESPACE;

internal sealed record NEWFUNCTIONRequest(string? Name);

internal sealed record NEWFUNCTIONAnswer(string Text);

[JsonSerializable(typeof(NEWFUNCTIONRequest)), JsonSerializable(typeof(NEWFUNCTIONAnswer))]
internal sealed partial class NEWFUNCTIONJson : JsonSerializerContext;

/// <summary>FUNCTION-METHOD /FUNCTION/ROUTE: greets the name of the query string.</summary>
internal sealed class NEWFUNCTION(AppServices services)
    : HttpHandler<NEWFUNCTIONRequest>("FUNCTION-ID", services.Options, AppJson.With(NEWFUNCTIONJson.Default))
{
    protected override Task<HttpResult> HandleAsync(NEWFUNCTIONRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        context.Annotate("named", request.Name is not null);
        return Task.FromResult(Ok(new NEWFUNCTIONAnswer($"Hello, {request.Name ?? "world"}!")));
    }
}
