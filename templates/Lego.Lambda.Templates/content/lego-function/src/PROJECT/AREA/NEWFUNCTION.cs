using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace FUNCTION.NAMESPACE;

internal sealed record NEWFUNCTIONRequest(bool? Loud);

internal sealed record NEWFUNCTIONAnswer(string Text);

[JsonSerializable(typeof(NEWFUNCTIONRequest)), JsonSerializable(typeof(NEWFUNCTIONAnswer))]
internal sealed partial class NEWFUNCTIONJson : JsonSerializerContext;

/// <summary>FUNCTION-METHOD /FUNCTION/ROUTE: greets, loudly if the query string says so.</summary>
internal sealed class NEWFUNCTION(AppServices services)
    : HttpHandler<NEWFUNCTIONRequest>("FUNCTION-ID", services.Options, AppJson.With(NEWFUNCTIONJson.Default))
{
    protected override Task<HttpResult> HandleAsync(NEWFUNCTIONRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var loud = request.Loud ?? false;
        context.Annotate("loud", loud);
        return Task.FromResult(Ok(new NEWFUNCTIONAnswer(loud ? "HELLO!" : "Hello.")));
    }
}
