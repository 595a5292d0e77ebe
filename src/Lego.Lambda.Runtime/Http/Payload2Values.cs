using System.Text.Json;

namespace Lego.Lambda.Runtime.Http;

/// <summary>Reads values as the generated contract does, which other than <see cref="Payload1Values"/> leaves nothing out.</summary>
internal static class Payload2Values
{
    internal static bool Flag(ref Utf8JsonReader json, string member)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => throw Payload1Values.Wrong(member, "true or false"),
        };
    }

    internal static long Number(ref Utf8JsonReader json, string member)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var number)
            ? number
            : throw Payload1Values.Wrong(member, "a whole number");
    }

    /// <summary>An object of texts; null for null.</summary>
    internal static Dictionary<string, string>? Texts(ref Utf8JsonReader json, string member)
    {
        if (!Payload1Values.Enter(ref json, member))
        {
            return null;
        }

        var texts = new Dictionary<string, string>();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Payload1Values.Name(ref json, member);
            texts[name] = Payload1Values.Text(ref json, member, name)!;
        }

        return texts;
    }

    /// <summary>An array of texts; null for null.</summary>
    internal static string[]? List(ref Utf8JsonReader json, string member)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (json.TokenType != JsonTokenType.StartArray)
        {
            throw Payload1Values.Wrong(member, "a list");
        }

        var texts = new List<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(Payload1Values.Current(ref json, member)!);
        }

        return [.. texts];
    }
}
