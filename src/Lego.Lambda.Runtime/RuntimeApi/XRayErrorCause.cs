using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The value of <c>Lambda-Runtime-Function-XRay-Error-Cause</c>: ASCII JSON in one line.</summary>
internal static class XRayErrorCause
{
    // The protocol allows 1 MiB, but the text ends in a segment document, and those may have 64 KB.
    public const int MaxBytes = 48 * 1024;

    private const int MaxExceptions = 10;
    private static readonly (int Text, int Frames)[] Attempts = [(1_024, 50), (512, 10), (256, 0)];

    // Lambda's own folder when there is one: the current directory may be gone by the time something fails.
    private static readonly string WorkingDirectory =
        Environment.GetEnvironmentVariable("LAMBDA_TASK_ROOT") is { Length: > 0 } root ? root : AppContext.BaseDirectory;

    public static string Write(Exception exception, Func<string, string> redact)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        foreach (var (textLimit, frameLimit) in Attempts)
        {
            buffer.ResetWrittenCount();
            // The default encoder escapes all but ASCII, so the value fits a header as it is.
            using var json = new Utf8JsonWriter(buffer);
            Write(json, exception, text => ErrorDocument.Cut(redact(text), textLimit), frameLimit);
            json.Flush();
            if (buffer.WrittenCount <= MaxBytes)
                break;
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, Exception exception, Func<string, string> clean, int frameLimit)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("working_directory"u8, clean(WorkingDirectory));
        json.WriteStartArray("exceptions"u8);
        var current = exception;
        for (var i = 0; i < MaxExceptions && current is not null; i++, current = current.InnerException)
            WriteException(json, current, clean, frameLimit, paths);
        json.WriteEndArray();
        json.WriteStartArray("paths"u8);
        foreach (var path in paths)
            json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteException(
        Utf8JsonWriter json,
        Exception exception,
        Func<string, string> clean,
        int frameLimit,
        SortedSet<string> paths)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, ErrorStack.TypeName(exception));
        json.WriteString("message"u8, clean(exception.Message));
        json.WriteStartArray("stack"u8);
        foreach (var frame in ErrorStack.Frames(exception).Take(frameLimit))
        {
            json.WriteStartObject();
            if (frame.Path is not null)
            {
                var path = clean(frame.Path);
                paths.Add(path);
                json.WriteString("path"u8, path);
            }

            if (frame.Line is { } line)
                json.WriteNumber("line"u8, line);
            json.WriteString("label"u8, clean(frame.Label));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
