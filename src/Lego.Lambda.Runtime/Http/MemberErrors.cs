using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Finds which members of a request have the wrong kind of value. Only asked once reading has failed.</summary>
internal static class MemberErrors
{
    internal static ValidationException Find(ReadOnlyMemory<byte> request, JsonTypeInfo type, JsonException exception)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(request);
        foreach (var property in type.Properties)
        {
            if (document.RootElement.TryGetProperty(property.Name, out var value) && !CanRead(value, property, type.Options))
            {
                errors[property.Name] = [Expectation(property.PropertyType)];
            }
        }

        if (errors.Count == 0)
        {
            errors[FieldOf(exception)] = ["has a value of the wrong kind"];
        }

        return ValidationException.ForFields(errors);
    }

    private static bool CanRead(JsonElement value, JsonPropertyInfo property, JsonSerializerOptions options)
    {
        try
        {
            _ = value.Deserialize(options.GetTypeInfo(property.PropertyType));
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string FieldOf(JsonException exception)
    {
        var path = exception.Path?.TrimStart('$', '.');
        return string.IsNullOrEmpty(path) ? "body" : path;
    }

    private static string Expectation(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
        {
            type = type.GenericTypeArguments[0];
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "must be a text",
            _ when type == typeof(int) || type == typeof(long) => "must be a whole number",
            _ when type == typeof(decimal) || type == typeof(double) => "must be a number",
            _ when type == typeof(bool) => "must be true or false",
            _ when type == typeof(Guid) => "must be a UUID",
            _ when type == typeof(DateTimeOffset) => "must be an ISO 8601 date and time",
            _ when type == typeof(string[]) => "must be a list of texts",
            _ => "has a value of the wrong kind",
        };
    }
}
