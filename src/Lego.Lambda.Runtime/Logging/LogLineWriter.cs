using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Runtime.Logging;

/// <summary>Turns a <see cref="LogLine"/> into the bytes of one line; keeps its buffer for the next line of the same thread.</summary>
internal sealed class LogLineWriter : IDisposable
{
    /// <summary>CloudWatch once cut events at 256 KB and collectors on the way still do.</summary>
    public const int MaxLineBytes = 256 * 1024;

    // Every text of the line is cut to this many characters; a line that is still too long is written again with the next limit.
    internal static readonly int[] TextLimits = [MaxLineBytes, 65_536, 16_384, 4_096, 512];
    private const int MaxCauses = 5;

    [ThreadStatic]
    private static LogLineWriter? Spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(4 * 1024);
    private readonly Utf8JsonWriter _json;

    private LogLineWriter() =>
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The thread's writer; a new one when a value that is being written logs itself.</summary>
    public static LogLineWriter Rent()
    {
        var writer = Spare ?? new LogLineWriter();
        Spare = null;
        return writer;
    }

    /// <summary>Hands the writer back to its thread; one that grew large is given up.</summary>
    public void Dispose()
    {
        if (_buffer.Capacity <= 2 * MaxLineBytes)
            Spare = this;
        else
            _json.Dispose();
    }

    /// <summary>The line with its line feed, at most <see cref="MaxLineBytes"/>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(scoped in LogLine line, Func<string, string> redact)
    {
        foreach (var limit in TextLimits)
        {
            var isLast = limit == TextLimits[^1];
            var values = new LogValueWriter(_json, redact, limit, isLast ? MaxLineBytes / 2 : MaxLineBytes);
            WriteObject(line, values);
            if (isLast || (!values.IsOverBudget && _buffer.WrittenCount < MaxLineBytes))
                break;
        }

        _buffer.Write("\n"u8);
        return _buffer.WrittenSpan;
    }

    private void WriteObject(in LogLine line, LogValueWriter values)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        WriteTimestamp(line.Timestamp);
        _json.WriteString(MemberNames.Level, LevelName(line.Level));
        values.WriteOutsideText(MemberNames.Message, line.Message);
        values.WriteOwnText(MemberNames.Context, line.Category);
        WriteContext(line.Context, values);
        values.WriteMembers(line.Members);
        if (line.Error is not null)
        {
            _json.WritePropertyName(MemberNames.Error);
            WriteError(line.Error, values, depth: 0);
        }

        if (values.IsCut)
            _json.WriteBoolean(MemberNames.Truncated, true);
        _json.WriteEndObject();
        _json.Flush();
    }

    private void WriteTimestamp(DateTimeOffset timestamp)
    {
        Span<char> text = stackalloc char[IsoTime.Length];
        IsoTime.Write(timestamp, text);
        _json.WriteString(MemberNames.Timestamp, text);
    }

    // Ids that Lambda made stay as they are: a redactor that takes long hex for a key would cut the tie between line and trace.
    private static void WriteContext(LogContext? context, LogValueWriter values)
    {
        if (context is null)
            return;
        values.WriteOwnText(MemberNames.RequestId, context.RequestId);
        values.WriteOutsideText(MemberNames.CorrelationId, context.CorrelationId);
        values.WriteOwnText(MemberNames.TraceId, context.TraceId);
        values.WriteOutsideText(MemberNames.UserId, context.UserId);
        values.WriteOwnText(MemberNames.FunctionName, context.FunctionName);
        values.WriteOutsideText(MemberNames.Method, context.Method);
        values.WriteOutsideText(MemberNames.Path, context.Path);
        values.WriteOwnText(MemberNames.Region, context.Region);
    }

    private void WriteError(LogErrorInfo error, LogValueWriter values, int depth)
    {
        _json.WriteStartObject();
        values.WriteOutsideText("name", error.Name);
        values.WriteOutsideText("message", error.Message);
        values.WriteOutsideText("stack", error.Stack);
        if (error.Causes is { Count: > 0 } causes)
        {
            _json.WriteStartArray("causes");
            for (var i = 0; i < causes.Count && values.HasRoom(depth < MaxCauses && i < MaxCauses); i++)
                WriteError(causes[i], values, depth + 1);
            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    private static string LevelName(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };
}
