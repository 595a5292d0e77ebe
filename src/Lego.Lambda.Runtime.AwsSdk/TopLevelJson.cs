using System.Text.Json;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Members of the outermost object of a JSON text. What is no JSON has none.</summary>
internal static class TopLevelJson
{
    /// <summary>The text of a member, or null.</summary>
    internal static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return Find(ref reader, member) && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The name of the only member of a member that is an object; null where there are none or several.</summary>
    internal static string? OnlyMemberOf(ReadOnlySpan<byte> json, ReadOnlySpan<byte> member)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!Find(ref reader, member) || reader.TokenType != JsonTokenType.StartObject || !reader.Read()
                || reader.TokenType != JsonTokenType.PropertyName)
            {
                return null;
            }

            var name = reader.GetString();
            reader.Skip();
            return reader.Read() && reader.TokenType == JsonTokenType.EndObject ? name : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> member)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFound = reader.ValueTextEquals(member);
            reader.Read();
            if (isFound)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
