using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lego.Lambda.Runtime.Tracing.Metadata;

namespace Lego.Lambda.Runtime.Tests.Tracing.Metadata;

internal sealed record Brick(string Color, int Studs);

internal class Basket
{
    public string Owner { get; init; } = "anna";

    [JsonPropertyName("pieces")]
    public List<Brick> Bricks { get; init; } = [];

    [JsonIgnore]
    public string Hidden { get; } = "hidden text";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }
}

internal sealed class GiftBasket : Basket
{
    public string Ribbon { get; init; } = "red";
}

internal sealed class Knot
{
    public string Name { get; init; } = "knot";

    public object? Next { get; set; }

    public object? Other { get; set; }
}

internal sealed class Broken
{
    public int Before { get; init; } = 1;

    public string Bad => Before > 0 ? throw new InvalidOperationException("Password=br1ck-t0wer") : "";

    public int After { get; init; } = 2;

    public override string ToString() => throw new NotSupportedException();
}

internal sealed class Account
{
    [JsonPropertyName("p")]
    public string Password { get; init; } = "";

    public string Email { get; init; } = "";

    public int Pin { get; init; } = 7;

    public object? Credentials { get; init; }

    public bool HasToken { get; init; } = true;

    public string? Secret { get; init; }

    [JsonConverter(typeof(MaskingConverter))]
    public string Card { get; init; } = "first-last";
}

internal sealed class MaskingConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value[..5] + "***");
}

[JsonConverter(typeof(CoordinateConverter))]
internal readonly record struct Coordinate(int X, int Y);

internal sealed class CoordinateConverter : JsonConverter<Coordinate>
{
    public override Coordinate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => default;

    public override void Write(Utf8JsonWriter writer, Coordinate value, JsonSerializerOptions options)
    {
        if (value.X < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }

        if (value.Y < 0)
        {
            // More than any converter may write.
            writer.WriteStringValue(new string('y', 10_000_000));
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("x", value.X);
        writer.WriteString("password", "br1ck-t0wer");
        writer.WriteEndObject();
    }
}

/// <summary>Counts what is asked of it.</summary>
internal sealed class CountingItems(int count, bool isCollection) : IEnumerable<int>
{
    public int Touched { get; private set; }

    public static IEnumerable Create(int count, bool isCollection, out CountingItems items)
    {
        items = new CountingItems(count, isCollection);
        return isCollection ? new Collection(items) : items;
    }

    public int Count => isCollection ? count : throw new InvalidOperationException();

    public IEnumerator<int> GetEnumerator()
    {
        for (var i = 0; i < count; i++)
        {
            Touched++;
            yield return i;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Collection(CountingItems items) : ICollection
    {
        public int Count => items.Count;

        public bool IsSynchronized => false;

        public object SyncRoot => this;

        public void CopyTo(Array array, int index) => throw new NotSupportedException();

        public IEnumerator GetEnumerator() => items.GetEnumerator();
    }
}

/// <summary>A dictionary that throws wherever it is asked to.</summary>
internal sealed class BrokenDictionary(string where) : Hashtable
{
    public override int Count => where == "Count" ? throw new TimeoutException() : 3;

    public override IDictionaryEnumerator GetEnumerator() =>
        where == "GetEnumerator" ? throw new TimeoutException() : new Entries(where);

    private sealed class Entries(string where) : IDictionaryEnumerator
    {
        private int _position;

        public DictionaryEntry Entry => new(Key, Value);

        public object Key => where == "Key" && _position == 2 ? throw new TimeoutException() : "key" + _position;

        public object? Value => where == "Value" && _position == 2 ? throw new TimeoutException() : _position;

        public object Current => Entry;

        public bool MoveNext() => where == "MoveNext" && _position == 1 ? throw new TimeoutException() : ++_position <= 3;

        public void Reset() => _position = 0;
    }
}

[JsonSerializable(typeof(Brick))]
[JsonSerializable(typeof(Basket))]
[JsonSerializable(typeof(Knot))]
[JsonSerializable(typeof(Broken))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Coordinate))]
[JsonSerializable(typeof(KeyValuePair<int, string>))]
internal sealed partial class SampleJson : JsonSerializerContext;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Brick))]
internal sealed partial class WriteOnlyJson : JsonSerializerContext;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Brick))]
internal sealed partial class CamelCaseJson : JsonSerializerContext;

internal static class Snapshots
{
    /// <summary>What an application that has kept reflection gets.</summary>
    public static MetadataContracts WithReflection { get; } = new(null, MetadataContracts.CreateReflection());

    public static string Of(object? value, MetadataLimits? limits = null) => Text(MetadataSnapshot.Of(value, SampleJson.Default, limits));

    public static string ByReflection(object? value) => Text(MetadataSnapshot.Of(value, WithReflection));

    public static string Text(MetadataSnapshot snapshot) => System.Text.Encoding.UTF8.GetString(snapshot.Json.Span);

    /// <summary>The text after its escapes.</summary>
    public static string Plain(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetString()!;
    }
}
