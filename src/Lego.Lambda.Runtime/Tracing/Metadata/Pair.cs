using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>A key and its value, of whatever type the pair is.</summary>
internal readonly record struct Pair(object? Key, object? Value)
{
    /// <summary>The key as a name.</summary>
    public string Name => Key switch
    {
        null => "null",
        string name => name,
        Mark mark => mark.Text,
        IFormattable key => Guarded.Text(static key => key.ToString(null, CultureInfo.InvariantCulture), key),
        _ => Guarded.Text(static key => key.ToString(), Key),
    };

    /// <summary>Whether all items of a collection are pairs, as far as that can be told from its type.</summary>
    public static bool AreItemsOf(object value) => value is IDictionary
        or IEnumerable<KeyValuePair<string, string?>>
        or IEnumerable<KeyValuePair<string, object?>>
        or IEnumerable<KeyValuePair<string, IEnumerable<string>>>;

    /// <summary>Takes the pair that an enumerator stands at; what cannot be read is a mark. An item that is no pair has no name.</summary>
    public static Pair Current(IEnumerator items, MetadataContracts contracts)
    {
        if (items is IDictionaryEnumerator entries)
        {
            return new Pair(Guarded.Value(static e => e.Key, entries), Guarded.Value(static e => e.Value, entries));
        }

        var item = Guarded.Value(static items => items.Current, items);
        return TryRead(item, contracts, out var pair) ? pair : new Pair("", item);
    }

    /// <summary>Takes a pair apart.</summary>
    public static bool TryRead(object? item, MetadataContracts contracts, out Pair pair)
    {
        pair = item switch
        {
            KeyValuePair<string, string?> (var key, var value) => new Pair(key, value),
            KeyValuePair<string, object?> (var key, var value) => new Pair(key, value),
            KeyValuePair<string, JsonNode?> (var key, var value) => new Pair(key, value),
            KeyValuePair<string, IEnumerable<string>> (var key, var value) => new Pair(key, value),
            DictionaryEntry entry => new Pair(entry.Key, entry.Value),
            JsonProperty property => new Pair(property.Name, property.Value),
            _ => default,
        };
        if (pair.Key is not null || item is null)
        {
            return pair.Key is not null;
        }

        var type = item.GetType();
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(KeyValuePair<,>)
            || contracts.Find(type) is not { Members: [var first, var second] })
        {
            return false;
        }

        pair = new Pair(Guarded.Value(first.Get, item), Guarded.Value(second.Get, item));
        return true;
    }
}
