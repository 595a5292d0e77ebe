using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>One line of a function's output, with what it says about itself when it is JSON.</summary>
public sealed record LogLine(
    string? TraceId, string? RequestId, double Time, string Level, string? Function, string Message, string Raw)
{
    // As long as one CloudWatch event may be.
    public const int MaxLength = 256 * 1024;

    public bool IsJson { get; private init; }

    /// <summary>A line that says no time is taken to be of <paramref name="receivedAt"/>.</summary>
    public static LogLine Read(string raw, double receivedAt)
    {
        if (Parse(raw) is not { } json)
        {
            return new LogLine(null, null, receivedAt, LogLevels.None, null, raw, raw);
        }

        TraceIds.TryNormalize(json.Text("traceId"), out var traceId);
        return new LogLine(
            traceId, json.Text("requestId"), TimeOf(json) ?? receivedAt, LogLevels.Normalize(json.Text("level")),
            json.Text("functionName"), json.Text("message") ?? raw, raw) { IsJson = true };
    }

    public static JsonElement? Parse(string raw)
    {
        if (!raw.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        return SegmentDocument.ParseBody(Encoding.UTF8.GetBytes(raw)) is { ValueKind: JsonValueKind.Object } json ? json : null;
    }

    private static double? TimeOf(JsonElement json) =>
        DateTimeOffset.TryParse(json.Text("timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? EpochTime.From(time)
            : null;
}
