using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Finds which members of a request have the wrong kind of value. Only asked once reading has failed.</summary>
internal static class MemberErrors
{
    private const string WrongKind = "has a value of the wrong kind";

    private static readonly char[] Steps = ['.', '[', ']'];

    internal static ValidationException Find(ReadOnlyMemory<byte> request, JsonTypeInfo type, JsonException exception)
    {
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(request);
        foreach (var property in type.Properties)
        {
            if (document.RootElement.TryGetProperty(property.Name, out var value)
                && Problem(value, type.Options.GetTypeInfo(property.PropertyType)) is { } place)
            {
                errors[property.Name + place] = [TypeAt(property.PropertyType, place, type.Options) is { } at ? Expectation(at) : WrongKind];
            }
        }

        if (errors.Count == 0)
        {
            errors[FieldOf(exception)] = [WrongKind];
        }

        return ValidationException.ForFields(errors);
    }

    /// <summary>Where in a value the reading fails, such as <c>[2].quantity</c>; empty for the value itself, null when it can be read.</summary>
    private static string? Problem(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            _ = value.Deserialize(type);
            return null;
        }
        catch (JsonException exception)
        {
            return exception.Path?.TrimStart('$') ?? "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>The type that a value has to have at a place inside of another; null where that is not known.</summary>
    private static Type? TypeAt(Type type, string place, JsonSerializerOptions options)
    {
        Type? at = type;
        foreach (var step in place.Split(Steps, StringSplitOptions.RemoveEmptyEntries))
        {
            if (at is null || !options.TryGetTypeInfo(WithoutOptional(at), out var known))
            {
                return null;
            }

            at = known.ElementType ?? known.Properties.FirstOrDefault(property => property.Name == step)?.PropertyType;
        }

        return at;
    }

    private static string FieldOf(JsonException exception)
    {
        var path = exception.Path?.TrimStart('$', '.');
        return string.IsNullOrEmpty(path) ? "body" : path;
    }

    private static string Expectation(Type type)
    {
        type = WithoutOptional(type);
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
            _ => WrongKind,
        };
    }

    private static Type WithoutOptional(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GenericTypeArguments[0] : type;
}
