using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads events also where they are malformed: then the problem takes the place of the members.</summary>
internal static class EventReader
{
    /// <summary>Reads an event.</summary>
    /// <param name="json">The event.</param>
    /// <param name="failure">Why it could not be read; null when it could.</param>
    /// <returns>The event, or a <see cref="MalformedEvent"/> with the route key as far as that can be made out.</returns>
    internal static APIGatewayHttpApiV2ProxyRequest Read(ReadOnlySpan<byte> json, out Exception? failure)
    {
        try
        {
            failure = null;
            return HttpPayload.Read(json);
        }
        catch (JsonException exception)
        {
            failure = exception;
            return Malformed(json, ProblemOf(exception));
        }
        catch (InvalidOperationException exception)
        {
            // The event is null, or has a name with half of a surrogate pair.
            failure = exception;
            return Malformed(json, json.SequenceEqual("null"u8) ? "The event is null." : "The event holds a text that is not valid Unicode.");
        }
    }

    private static string ProblemOf(JsonException exception) => exception.Path switch
    {
        // From a reader of ours, which says all in its message.
        null when exception.LineNumber is null => exception.Message,
        null => "The event is not valid JSON.",
        "$" => "The event is not a JSON object.",
        ['$', '.', .. var member] => $"The event's member {member} cannot be read.",
        var path => $"The event's member {path} cannot be read.",
    };

    private static MalformedEvent Malformed(ReadOnlySpan<byte> json, string problem)
    {
        var (routeKey, isVersion1) = Route(json);
        return new MalformedEvent { Problem = problem, RouteKey = routeKey, Version = isVersion1 ? HttpPayload.Version1 : null };
    }

    /// <summary>What the outermost members say before whatever is wrong.</summary>
    private static (string? Key, bool IsVersion1) Route(ReadOnlySpan<byte> document)
    {
        string? key = null, method = null, resource = null;
        var isVersion1 = false;
        try
        {
            var json = new Utf8JsonReader(document);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var (isKey, isMethod, isResource, isVersion) = (
                    json.ValueTextEquals("routeKey"u8), json.ValueTextEquals("httpMethod"u8), json.ValueTextEquals("resource"u8), json.ValueTextEquals("version"u8));
                json.Read();
                if (json.TokenType == JsonTokenType.String)
                {
                    key = isKey ? json.GetString() : key;
                    method = isMethod ? json.GetString() : method;
                    resource = isResource ? json.GetString() : resource;
                    isVersion1 |= isMethod || isResource || (isVersion && !json.ValueIsEscaped && json.ValueTextEquals("1.0"u8));
                }

                json.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // As far as it could be read.
        }

        return (key ?? (method is null || resource is null ? null : $"{method} {resource}"), isVersion1 && key is null);
    }
}
