using System.Text.Json;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads single values. Each begins with the reader on a member's name and ends with it on the last token of the value.</summary>
internal static class Payload1Values
{
    /// <param name="json">The reader.</param>
    /// <param name="member">The member's name, or that of the object around it.</param>
    /// <param name="inner">The member's name within the object.</param>
    internal static string? Text(ref Utf8JsonReader json, string member, string? inner = null)
    {
        json.Read();
        return Current(ref json, member, inner);
    }

    /// <summary>The value that the reader stands on.</summary>
    internal static string? Current(ref Utf8JsonReader json, string member, string? inner = null) => json.TokenType switch
    {
        JsonTokenType.String => Decoded(ref json, member, inner),
        JsonTokenType.Null => null,
        _ => throw Wrong(Path(member, inner), "a text"),
    };

    private static string Path(string member, string? inner) => inner is null ? member : $"{member}.{inner}";

    private static string Decoded(ref Utf8JsonReader json, string member, string? inner)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(Path(member, inner), "a text of valid Unicode");
        }
    }

    /// <summary>The name that the reader stands on, of a member of that object.</summary>
    internal static string Name(ref Utf8JsonReader json, string member)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong(member, "an object with names of valid Unicode");
        }
    }

    internal static bool Flag(ref Utf8JsonReader json, string member)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False or JsonTokenType.Null => false,
            _ => throw Wrong(member, "true or false"),
        };
    }

    /// <summary>Goes into an object; false for null.</summary>
    internal static bool Enter(ref Utf8JsonReader json, string member)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.Null => false,
            _ => throw Wrong(member, "an object"),
        };
    }

    /// <summary>An object of texts; null for null and for an empty one, as format 2.0 has it.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="isDecoded">False when values are percent-encoded. A plus sign is one: only in a query string it is a blank.</param>
    internal static Dictionary<string, string>? Texts(ref Utf8JsonReader json, string member, bool isDecoded = true)
    {
        if (!Enter(ref json, member))
        {
            return null;
        }

        Dictionary<string, string>? texts = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Name(ref json, member);
            if (Text(ref json, member, name) is { } value)
            {
                (texts ??= [])[name] = isDecoded ? value : Uri.UnescapeDataString(value);
            }
        }

        return texts;
    }

    /// <summary>A reader on the member's name, for later; this one goes on behind the value.</summary>
    internal static Utf8JsonReader Remember(scoped ref Utf8JsonReader json)
    {
        var place = json;
        json.Read();
        json.Skip();
        return place;
    }

    internal static JsonException Wrong(string member, string kind) => new($"The event's member {member} must be {kind}.");
}
