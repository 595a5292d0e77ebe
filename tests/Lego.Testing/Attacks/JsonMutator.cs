using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lego.Testing.Attacks;

/// <summary>Puts one fault at one place of a valid JSON document.</summary>
public static class JsonMutator
{
    private static readonly string[] Kinds =
        ["true", "false", "0", "-1", "1.5", "\"\"", "\"text\"", "[]", "[null]", "[[]]", "{}", "{\"a\":null}", "\"00000000-0000-4000-8000-00000000dead\""];

    private static readonly string[] Numbers =
        ["-1", "0", "-0", "1e999", "-1e999", "1e-999", "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
         "1e308", "0.1", "1.0", "1e2", "79228162514264337593543950336", "99999999999999999999999999999999999999999", "9999999999.995"];

    private static readonly JsonFault[] Faults = Enum.GetValues<JsonFault>();

    /// <summary>Breaks a document at a place and in a way that follow from the randomness.</summary>
    /// <param name="valid">A document with at least one member or item.</param>
    /// <param name="random">Decides everything.</param>
    public static JsonMutation Break(JsonNode valid, Random random)
    {
        ArgumentNullException.ThrowIfNull(valid);
        ArgumentNullException.ThrowIfNull(random);
        var places = Places(valid, []).ToList();
        var place = places[random.Next(places.Count)];
        var fault = Faults[random.Next(Faults.Length)];
        var value = Value(fault, random);
        var text = new StringBuilder();
        Write(text, valid, place, fault, value);
        return new JsonMutation(text.ToString(), fault, fault == JsonFault.Unknown ? [] : place.Path, value);
    }

    /// <summary>A text as JSON in ASCII.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            if (character is >= ' ' and <= '~' and not '"' and not '\\')
            {
                quoted.Append(character);
            }
            else
            {
                quoted.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return quoted.Append('"').ToString();
    }

    private static string Value(JsonFault fault, Random random) => fault switch
    {
        JsonFault.WrongKind => Kinds[random.Next(Kinds.Length)],
        JsonFault.Null => "null",
        JsonFault.Text or JsonFault.Unknown => Quote(HostileTexts.Pick(random)),
        JsonFault.Number => Numbers[random.Next(Numbers.Length)],
        JsonFault.Deep => Nested(random),
        _ => "",
    };

    private static string Nested(Random random)
    {
        var depth = random.Next(3) switch
        {
            0 => random.Next(2, 60),
            1 => random.Next(60, 70),
            _ => random.Next(1_000, 20_000),
        };
        return random.Next(2) == 0
            ? new string('[', depth) + new string(']', depth)
            : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
    }

    private static IEnumerable<Place> Places(JsonNode node, IReadOnlyList<string> path)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                IReadOnlyList<string> below = [.. path, name];
                yield return new Place(members, name, -1, below);
                foreach (var place in value is null ? [] : Places(value, below))
                {
                    yield return place;
                }
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                yield return new Place(items, null, i, path);
                foreach (var place in items[i] is { } item ? Places(item, path) : [])
                {
                    yield return place;
                }
            }
        }
    }

    private static void Write(StringBuilder text, JsonNode? node, Place place, JsonFault fault, string value)
    {
        if (node is JsonObject members)
        {
            text.Append('{');
            foreach (var (name, member) in members)
            {
                WriteSlot(text, name, member, node == place.Parent && name == place.Name, place, fault, value);
            }

            End(text, '}');
        }
        else if (node is JsonArray items)
        {
            text.Append('[');
            for (var i = 0; i < items.Count; i++)
            {
                WriteSlot(text, null, items[i], node == place.Parent && i == place.Index, place, fault, value);
            }

            End(text, ']');
        }
        else
        {
            text.Append(node?.ToJsonString() ?? "null");
        }
    }

    private static void WriteSlot(StringBuilder text, string? name, JsonNode? member, bool isPlace, Place place, JsonFault fault, string value)
    {
        var times = !isPlace || fault is not (JsonFault.Missing or JsonFault.Repeated) ? 1
            : fault == JsonFault.Missing ? 0
            : name is null ? 600
            : 2;
        for (var i = 0; i < times; i++)
        {
            text.Append(name is null ? "" : Quote(name) + ":");
            if (isPlace && fault is not (JsonFault.Repeated or JsonFault.Unknown))
            {
                text.Append(value);
            }
            else
            {
                Write(text, member, place, fault, value);
            }

            text.Append(',');
        }

        if (isPlace && fault == JsonFault.Unknown)
        {
            text.Append(name is null ? value : $"{(value.Length > 2 ? value : "\"unknown\"")}:{value}").Append(',');
        }
    }

    private static void End(StringBuilder text, char close)
    {
        if (text[^1] == ',')
        {
            text.Length--;
        }

        text.Append(close);
    }

    private sealed record Place(JsonNode Parent, string? Name, int Index, IReadOnlyList<string> Path);
}
