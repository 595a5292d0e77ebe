using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Tests.Attacks;

internal sealed record MarkedRequest(string Mark, string? Search);

internal sealed record MarkedAnswer(string Mark, string? Search, string User);

[JsonSerializable(typeof(MarkedRequest))]
[JsonSerializable(typeof(MarkedAnswer))]
internal sealed partial class MarkedJson : JsonSerializerContext;

/// <summary>Puts its request's mark wherever something can be put, from several flows and threads.</summary>
internal sealed partial class MarkedFunction(HandlerOptions options)
    : HttpHandler<MarkedRequest>("marked", options, HttpJson.Create(MarkedJson.Default))
{
    protected override async Task<HttpResult> HandleAsync(MarkedRequest request, HttpRequestContext context, CancellationToken cancellationToken)
    {
        var mark = request.Mark;
        var random = new Random(mark.Aggregate(17, static (hash, character) => unchecked((hash * 31) + character)));
        context.Annotate("mark", mark);
        Line(context.Logger, mark);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(branch => Task.Run(
            async () =>
            {
                Line(context.Logger, mark);
                context.Count("Marks");
                await TraceDatabase("mark.get", mark, default, async subsegment =>
                {
                    subsegment.AddMetadata("mark", mark);
                    await Task.Yield();
                    using var inner = TraceWork($"work {mark} {branch}");
                    Line(context.Logger, mark);
                    await Task.Yield();
                    inner.Annotate("mark", mark);
                });
            },
            cancellationToken)));
        if (random.Next(4) == 0)
        {
            // Left open.
            TraceWork("leaked " + mark).Annotate("mark", mark);
        }

        return random.Next(8) switch
        {
            0 => throw new InvalidOperationException("unexpected " + mark),
            1 => throw new NotFoundException("There is no " + mark),
            _ => Ok(new MarkedAnswer(mark, request.Search, context.UserId)),
        };
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Line of {Mark}")]
    private static partial void Line(ILogger logger, string mark);
}
