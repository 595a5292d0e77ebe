using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Lambda.APIGatewayEvents;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Http;

/// <summary>
/// Binds an event to a request type without reflection: route values with the JSON body, or with the query string, become one JSON
/// object, which the type's generated information reads. Route values win over members of the body with the same name.
/// </summary>
internal static class RequestBinder
{
    // What the reader takes unless it is told otherwise.
    private const int MaxDepth = 64;

    internal static T Bind<T>(APIGatewayHttpApiV2ProxyRequest request, JsonTypeInfo<T> type)
    {
        RequirePathParameters(request);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            var errors = new Validation();
            WriteTexts(json, type, request.PathParameters, errors);
            if (typeof(IJsonBody).IsAssignableFrom(typeof(T)))
            {
                WriteBody(json, Body(request), request.PathParameters);
            }
            else
            {
                WriteTexts(json, type, request.QueryStringParameters, errors);
            }

            errors.ThrowIfInvalid();
            json.WriteEndObject();
        }

        try
        {
            return JsonSerializer.Deserialize(buffer.WrittenSpan, type)!;
        }
        catch (JsonException exception)
        {
            throw MemberErrors.Find(buffer.WrittenMemory, type, exception);
        }
    }

    /// <summary>An event made by hand may lack what its own route promises; bound as it is, an id would silently be all zero.</summary>
    private static void RequirePathParameters(APIGatewayHttpApiV2ProxyRequest request)
    {
        var route = request.RouteKey.AsSpan();
        for (var open = route.IndexOf('{'); open >= 0; open = route.IndexOf('{'))
        {
            route = route[(open + 1)..];
            var close = route.IndexOf('}');
            if (close < 0)
            {
                return;
            }

            // A greedy parameter is written with a plus sign behind its name.
            var name = route[..close].TrimEnd('+').ToString();
            if (request.PathParameters is not { } parameters || !parameters.TryGetValue(name, out var value) || string.IsNullOrEmpty(value))
            {
                throw new BadRequestException($"The path parameter {name} is missing.");
            }
        }
    }

    /// <summary>Route and query values are texts: each is written as the kind that its member has.</summary>
    private static void WriteTexts(Utf8JsonWriter json, JsonTypeInfo type, IDictionary<string, string>? values, Validation errors)
    {
        if (values is null)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (values.TryGetValue(property.Name, out var text) && text is not null)
            {
                TextValue.Write(json, property, text, errors);
            }
        }
    }

    private static void WriteBody(Utf8JsonWriter json, byte[] body, IDictionary<string, string>? routeValues)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new BadRequestException("The body must be a JSON object.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (routeValues is null || !routeValues.ContainsKey(name))
                {
                    json.WritePropertyName(name);
                    json.WriteRawValue(body.AsSpan(start, (int)reader.BytesConsumed - start), skipInputValidation: true);
                }
            }

            // Anything after the object makes the document malformed.
            reader.Read();
        }
        catch (InvalidOperationException)
        {
            throw new BadRequestException("The name of a member of the body is not valid Unicode.");
        }
        catch (JsonException)
        {
            throw new BadRequestException(IsTooDeep(body) ? $"The body is nested deeper than {MaxDepth} levels." : "The body is not valid JSON.");
        }
    }

    private static bool IsTooDeep(byte[] body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                // A start itself stands one level above what it encloses.
                if (reader.CurrentDepth >= MaxDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Malformed before it is deep.
        }

        return false;
    }

    private static byte[] Body(APIGatewayHttpApiV2ProxyRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Body))
        {
            throw new BadRequestException("A JSON body is required.");
        }

        var contentType = HttpEvents.Header(request, "content-type");
        if (contentType is not null && !IsJson(contentType))
        {
            throw new BadRequestException("The content type must be application/json.");
        }

        try
        {
            return request.IsBase64Encoded ? Convert.FromBase64String(request.Body) : Encoding.UTF8.GetBytes(request.Body);
        }
        catch (FormatException)
        {
            throw new BadRequestException("The body is not valid base64.");
        }
    }

    private static bool IsJson(string contentType)
    {
        var end = contentType.IndexOf(';', StringComparison.Ordinal);
        var media = (end < 0 ? contentType : contentType[..end]).Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
