using System.Text.Json;

namespace Lego.LocalHost.Embedded.Search;

/// <summary>Finds escapes that stand for half of a surrogate pair, which otherwise only whoever reads the text would stumble over.</summary>
internal static class JsonTexts
{
    /// <summary>Reads all texts once, where there are escapes at all.</summary>
    /// <exception cref="InvalidOperationException">One is not valid Unicode.</exception>
    public static void Check(ReadOnlySpan<byte> json, JsonElement root)
    {
        if (json.IndexOf("\\u"u8) >= 0)
        {
            Read(root);
        }
    }

    private static void Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Read(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
        }
    }
}
