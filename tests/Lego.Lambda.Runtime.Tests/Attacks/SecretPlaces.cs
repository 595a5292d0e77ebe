using System.Data.Common;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Http;
using Lego.Lambda.Runtime.Metrics;
using Lego.Lambda.Runtime.Tracing;
using Microsoft.Extensions.Logging;
using static Lego.Lambda.Runtime.Tracing.TraceCalls;

namespace Lego.Lambda.Runtime.Tests.Attacks;

/// <summary>Every place where a function's own code can let text from outside into what leaves it.</summary>
internal static partial class SecretPlaces
{
    /// <summary>The places by name. Each does what a function might do with the text, and may fail as one would.</summary>
    internal static readonly IReadOnlyList<(string Name, Func<string, HttpRequestContext, Task> Use)> All =
    [
        ("message of an exception", (text, _) => throw new InvalidOperationException(text)),
        ("message of an inner exception", (text, _) => throw new InvalidOperationException("It failed.", new FormatException(text))),
        ("message in an aggregate", (text, _) => throw new AggregateException(new FormatException("one"), new InvalidOperationException(text))),
        ("data of an exception", (text, _) => throw new InvalidOperationException("It failed.") { Data = { ["statement"] = text } }),
        ("message of the database", (text, _) => TraceDatabase("note.get", "notes", DatabaseOperation.Select, () => Task.FromException(new SqlFailure(text)))),
        ("message for the client", (text, _) => throw new ConflictException(text)),
        ("message of a field", (text, _) => throw ValidationException.ForField("title", text)),
        ("message of a form", (text, _) => throw ValidationException.ForForm(text)),
        ("message of a service", (text, _) => throw new ExternalServiceException("search", ExternalServiceErrorKind.Unavailable, text, new HttpRequestException(text))),
        ("message of a file error", (text, _) => throw ValidationException.ForFile(new FileError("type", text))),
        ("failed subsegment", async (text, _) =>
        {
            try
            {
                await TraceCache("get", "moc:*", () => Task.FromException(new TimeoutException(text)));
            }
            catch (TimeoutException)
            {
                // The function goes on without the cache.
            }
        }),
        ("metadata", (text, context) => Do(() => context.Trace.AddMetadata("outside", text))),
        ("metadata of an object", (text, context) => Do(() => context.Trace.AddMetadata("outside", (object)new Dictionary<string, object> { ["note"] = new[] { text } }))),
        ("metadata of JSON", (text, context) => Do(() => context.Trace.AddMetadata("outside", new System.Text.Json.Nodes.JsonObject { ["note"] = text }))),
        ("annotation", (text, context) => Do(() => context.Annotate("outside", text))),
        ("name of a subsegment", (text, _) => Do(() => TraceWork(text).Dispose())),
        ("statement", (text, _) => Do(() =>
        {
            using var call = TraceDatabase("note.get", "notes");
            call.SetStatement($"SELECT 1 /* {text} */ FROM notes WHERE note = 'x'");
        })),
        ("URL of a call", (text, _) => Do(() =>
        {
            using var call = TraceWork("call");
            call.SetHttpRequest("GET", "https://api.internal/" + text, userAgent: text);
        })),
        ("key of an object", (text, _) => TraceS3("GetObject", "bucket", text, () => Task.CompletedTask)),
        ("pattern of cache keys", (text, _) => TraceCache("get", text, () => Task.CompletedTask)),
        ("log message", (text, context) => Do(() => Said(context.Logger, text))),
        ("logged exception", (text, context) => Do(() => Failed(context.Logger, new InvalidOperationException(text), "x"))),
        ("scope of the log", (text, context) => Do(() =>
        {
            using (context.Logger.BeginScope(new Dictionary<string, object> { ["outside"] = text }))
            {
                Said(context.Logger, "in a scope");
            }
        })),
        ("dimension of a metric", (text, context) => Do(() => context.Invocation.Metrics.Add("Notes", 1, MetricUnit.Count, new KeyValuePair<string, string>("kind", text)))),
    ];

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It said {Text}")]
    private static partial void Said(ILogger logger, string text);

    [LoggerMessage(Level = LogLevel.Error, Message = "It failed with {Text}")]
    private static partial void Failed(ILogger logger, Exception exception, string text);

    private sealed class SqlFailure(string message) : DbException(message);
}
