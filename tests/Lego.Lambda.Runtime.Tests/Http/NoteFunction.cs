using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Http;

namespace Lego.Lambda.Runtime.Tests.Http;

internal sealed record NoteChange(Guid Id, Optional<string> Title, Optional<string[]> Tags, int? Pieces, bool? Retired) : IJsonBody, IValidated
{
    public void Validate(Validation validation) => validation
        .Change("title", Title, 1, 10, canClear: false)
        .Texts("tags", Tags.Value, 2)
        .Range("pieces", Pieces, 1);
}

internal sealed record NoteQuery(Guid? Id, string? Search, int? Page, bool? All) : IValidated
{
    public void Validate(Validation validation) => validation.Range("page", Page, 1, 100).OptionalText("search", Search, 0, 5);
}

internal sealed record NoteAnswer(string? Text, DateTimeOffset At);

[JsonSerializable(typeof(NoteChange))]
[JsonSerializable(typeof(NoteQuery))]
[JsonSerializable(typeof(NoteAnswer))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class NoteJson : JsonSerializerContext;

/// <summary>An HTTP function whose work is given by the test.</summary>
internal sealed class NoteFunction<TRequest>(
    HandlerOptions options, Func<NoteFunction<TRequest>, TRequest, HttpRequestContext, Task<HttpResult>> work, bool isPublic = false)
    : HttpHandler<TRequest>("note", options, HttpJson.Create(NoteJson.Default))
{
    protected override bool RequiresUser => !isPublic;

    internal static HttpResult Data<T>(T data, string? message = null) => Ok(data, message);

    internal static HttpResult Paged<T>(IReadOnlyList<T> items, int page, int limit, long total) => Page(items, page, limit, total);

    internal static HttpResult Nothing() => NoContent();

    internal static HttpResult Elsewhere(string url) => Redirect(url);

    protected override Task<HttpResult> HandleAsync(TRequest request, HttpRequestContext context, CancellationToken cancellationToken) =>
        work(this, request, context);
}
