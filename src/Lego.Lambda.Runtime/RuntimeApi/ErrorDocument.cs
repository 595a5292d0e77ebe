using System.Buffers;
using System.Text.Json;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>The error JSON of the Runtime API; <c>cause</c> and <c>causes</c> are what .NET adds for inner exceptions.</summary>
internal static class ErrorDocument
{
    public const int MaxBytes = 256 * 1024;

    private static readonly Limits[] Attempts = [new(32_768, 200, 10), new(4_096, 50, 5), new(1_024, 10, 1)];

    public static byte[] Write(Exception exception, Func<string, string> redact)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        foreach (var limits in Attempts)
        {
            buffer.ResetWrittenCount();
            using var json = new Utf8JsonWriter(buffer);
            WriteError(json, exception, text => Cut(redact(text), limits.Text), limits, depth: 0);
            json.Flush();
            if (buffer.WrittenCount <= MaxBytes)
                break;
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An error that is no exception of the handler.</summary>
    public static byte[] Write(string errorType, string errorMessage)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("errorMessage"u8, errorMessage);
        json.WriteString("errorType"u8, errorType);
        json.WriteStartArray("stackTrace"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length), "…");

    private static void WriteError(Utf8JsonWriter json, Exception exception, Func<string, string> clean, Limits limits, int depth)
    {
        json.WriteStartObject();
        json.WriteString("errorMessage"u8, clean(exception.Message));
        json.WriteString("errorType"u8, ErrorStack.TypeName(exception));
        json.WriteStartArray("stackTrace"u8);
        foreach (var line in ErrorStack.Lines(exception).Take(limits.StackLines))
            json.WriteStringValue(clean(line));
        json.WriteEndArray();
        if (depth < limits.Causes && exception.InnerException is { } cause)
        {
            json.WritePropertyName("cause"u8);
            WriteError(json, cause, clean, limits, depth + 1);
        }

        if (depth < limits.Causes && exception is AggregateException { InnerExceptions: { Count: > 1 } causes })
        {
            json.WriteStartArray("causes"u8);
            foreach (var inner in causes.Take(limits.Causes))
                WriteError(json, inner, clean, limits, limits.Causes);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private readonly record struct Limits(int Text, int StackLines, int Causes);
}
