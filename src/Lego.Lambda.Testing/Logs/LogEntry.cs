using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Testing.Logs;

/// <summary>One log line, as CloudWatch gets it.</summary>
public sealed class LogEntry
{
    /// <summary>What every line of an invocation has, so that it tells lines apart no better.</summary>
    private static readonly HashSet<string> Common =
    [
        "timestamp", "level", "message", "context", "requestId", "correlationId", "traceId", "userId", "functionName", "method", "path", "region", "error",
    ];

    internal LogEntry(JsonObject json) => Json = json;

    /// <summary>When it was written, by the clock of the host.</summary>
    public DateTimeOffset Timestamp => DateTimeOffset.Parse(Text("timestamp") ?? "", CultureInfo.InvariantCulture);

    /// <summary>Debug, information, warning or error; a line knows no other.</summary>
    public LogLevel Level => Text("level") switch
    {
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Information,
        "WARN" => LogLevel.Warning,
        _ => LogLevel.Error,
    };

    /// <summary>The message with its values filled in, sanitized.</summary>
    public string Message => Text("message") ?? "";

    /// <summary>Category of the logger, usually the handler's class.</summary>
    public string Category => Text("context") ?? "";

    /// <summary>The error's <c>name</c>, <c>message</c>, <c>stack</c> and <c>causes</c>; null for a line without an exception.</summary>
    public JsonObject? Error => Json["error"] as JsonObject;

    /// <summary>The whole line. Do not change it.</summary>
    public JsonObject Json { get; }

    /// <summary>Level, category, message, the line's own members and the exception on one line.</summary>
    public override string ToString()
    {
        var members = Json.Where(member => !Common.Contains(member.Key)).Select(member => $"{member.Key} = {Expectation.Json(member.Value)}").ToList();
        return $"{Text("level")}  {Category}: {Message}"
            + (members.Count == 0 ? "" : "  " + string.Join(", ", members))
            + (Error is null ? "" : $"  ({Exception()})");
    }

    internal bool IsOf<TException>(string? message) =>
        ((string?)Error?["name"] is { } name && (name == typeof(TException).FullName || name == typeof(TException).Name))
        && (message is null || ((string?)Error["message"] ?? "").Contains(message, StringComparison.Ordinal));

    internal string Exception() => $"{(string?)Error?["name"]}: {(string?)Error?["message"]}";

    private string? Text(string name) => (string?)Json[name];
}
