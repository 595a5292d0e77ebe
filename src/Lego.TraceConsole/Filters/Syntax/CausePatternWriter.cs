using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lego.TraceConsole.Filters.Tree;

namespace Lego.TraceConsole.Filters.Syntax;

/// <summary>Writes root cause patterns as one line of JSON, members in the order of the API.</summary>
internal static class CausePatternWriter
{
    // Nobody puts this into a page without encoding it there, and escapes would make it hard to read.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ValueList<CausePattern> patterns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var pattern in patterns)
            {
                json.WriteStartObject();
                Flag(json, "ClientImpacting", pattern.ClientImpacting);
                List(json, "Services", pattern.Services, Service);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Service(Utf8JsonWriter json, CauseServicePattern service)
    {
        json.WriteStartObject();
        Text(json, "Name", service.Name);
        List(json, "Names", service.Names, (writer, name) => writer.WriteStringValue(name));
        Text(json, "Type", service.Type);
        Text(json, "AccountId", service.AccountId);
        Flag(json, "Inferred", service.Inferred);
        List(json, "EntityPath", service.EntityPath, Entity);
        json.WriteEndObject();
    }

    private static void Entity(Utf8JsonWriter json, CauseEntityPattern entity)
    {
        json.WriteStartObject();
        Text(json, "Name", entity.Name);
        Flag(json, "Remote", entity.Remote);
        if (entity.Coverage is { } coverage)
        {
            json.WriteNumber("Coverage", coverage);
        }

        List(json, "Exceptions", entity.Exceptions, Exception);
        json.WriteEndObject();
    }

    private static void Exception(Utf8JsonWriter json, CauseExceptionPattern exception)
    {
        json.WriteStartObject();
        Text(json, "Name", exception.Name);
        Text(json, "Message", exception.Message);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void Flag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }

    private static void List<T>(Utf8JsonWriter json, string name, ValueList<T>? items, Action<Utf8JsonWriter, T> write)
    {
        if (items is not null)
        {
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        }
    }
}
