using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Lego.Infrastructure.Stages;
using Lego.Infrastructure.Tests.Observability.Metrics;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Testing;

namespace Lego.Infrastructure.Tests.Observability;

/// <summary>The fields that a query of Logs Insights names, and those that there are.</summary>
internal static partial class QueryFields
{
    // What CloudWatch and Lambda add to the lines of the functions.
    private static readonly string[] OthersFields =
        ["@timestamp", "@log", "@type", "@message", "@duration", "@initDuration", "type", "record.metrics.initDurationMs"];

    // What the API's access lines have.
    private static readonly string[] AccessFields =
        ["requestId", "lambdaRequestId", "status", "latencyMs", "integrationLatencyMs", "method", "route", "path", "error", "errorType"];

    public static IEnumerable<string> Of(string query)
    {
        var text = Quoted().Replace(query, "");
        var own = Alias().Matches(text).Select(match => match.Groups[1].Value);
        return Field().Matches(text).Select(match => match.Value).Except(own);
    }

    public static async Task<IReadOnlyList<string>> KnownAsync(EntryPoint entryPoint) =>
    [
        .. (await LinesAsync()).SelectMany(line => line.SelectMany(member => member.Value is JsonObject inner
            ? inner.Select(part => $"{member.Key}.{part.Key}")
            : [member.Key])),
        .. AccessFields,
        .. entryPoint == EntryPoint.RestApi ? ["traceId"] : Array.Empty<string>(),
        .. OthersFields,
    ];

    /// <summary>The log lines of a request that went well and of one that failed.</summary>
    public static async Task<IReadOnlyList<JsonObject>> LinesAsync()
    {
        using var host = new TestHost();
        await host.InvokeAsync(new Fine(host.Options), TestEvents.Http("GET /fine", "/fine"));
        await host.InvokeAsync(new Bad(host.Options), TestEvents.Http("GET /bad", "/bad"));
        return [.. host.Logs.Select(line => line.Json)];
    }

    [GeneratedRegex("\"[^\"]*\"|(?<=like )/[^/]*/")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bas (\w+)")]
    private static partial Regex Alias();

    // Functions are followed by a parenthesis; what is then left beside the words of the language are fields.
    [GeneratedRegex(@"@?\b(?!(?:fields|filter|stats|sort|limit|by|as|in|and|or|desc|asc|like)\b)[a-zA-Z][\w.]*\b(?!\()")]
    private static partial Regex Field();

    private sealed class Fine(HandlerOptions options) : PlainHandler("fine", options)
    {
        protected override Task WorkAsync(HandlerContext context) => Task.CompletedTask;
    }

    private sealed class Bad(HandlerOptions options) : PlainHandler("bad", options)
    {
        protected override Task WorkAsync(HandlerContext context) => throw new DatabaseException();
    }
}
