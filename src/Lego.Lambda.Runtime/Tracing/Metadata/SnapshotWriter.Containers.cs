using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <content>Which shape a value that holds others has.</content>
internal sealed partial class SnapshotWriter
{
    private void WriteContainer(object value, NameSecrecy secrecy)
    {
        switch (value)
        {
            case JsonDocument document: WriteGuarded(static document => document.RootElement, document, secrecy); break;
            case JsonElement { ValueKind: JsonValueKind.Array } element:
                WriteItems(null, element.EnumerateArray(), secrecy, element.GetArrayLength());
                break;
            case JsonElement element: WriteMembers(null, element.EnumerateObject(), element.GetPropertyCount()); break;
            case JsonObject members: WriteEnumerable(members, areMembers: true, secrecy); break;
            case JsonArray items: WriteEnumerable(items, areMembers: false, secrecy); break;
            case Exception exception: WriteException(exception); break;
            case ITuple tuple: WriteEnumerable(ItemsOf(tuple), areMembers: false, secrecy); break;
            case Array items: WriteEnumerable(items, Pair.AreItemsOf(items), secrecy); break;
            default: WriteOfContract(value, _contracts.Find(value.GetType()), secrecy); break;
        }
    }

    private void WriteOfContract(object value, TypeContract? contract, NameSecrecy secrecy)
    {
        if (contract is { Kind: JsonTypeInfoKind.None })
        {
            Write(ConvertedValue.Of(value, contract.Info, ConverterBudgets * _limits.Bytes), secrecy);
        }
        else if (value is IEnumerable items)
        {
            WriteEnumerable(items, contract?.Kind == JsonTypeInfoKind.Dictionary || Pair.AreItemsOf(items), secrecy);
        }
        else if (Pair.TryRead(value, _contracts, out _))
        {
            WriteEnumerable(new[] { value }, areMembers: true, secrecy);
        }
        else if (contract is { Kind: JsonTypeInfoKind.Object })
        {
            WriteObject(value, contract);
        }
        else if (value is IFormattable formattable)
        {
            WriteGuarded(static value => value.ToString(null, CultureInfo.InvariantCulture), formattable, secrecy);
        }
        else
        {
            WriteMark(Mark.NoTypeInformation(value.GetType()));
        }
    }

    private void WriteEnumerable(IEnumerable items, bool areMembers, NameSecrecy secrecy)
    {
        var enumerator = Guarded.Value(
            static items => items is IDictionary entries ? entries.GetEnumerator() : items.GetEnumerator(), items);
        if (enumerator is not IEnumerator all)
        {
            WriteMark(enumerator as Mark ?? Mark.NoTypeInformation(items.GetType()));
            return;
        }

        if (areMembers)
        {
            WriteMembers(items, all, CountOf(items));
        }
        else
        {
            WriteItems(items, all, secrecy, CountOf(items));
        }

        Guarded.Dispose(all);
    }

    private void WriteException(Exception exception)
    {
        if (TryEnter(exception, out var end))
        {
            _json.WriteStartObject();
            _json.WritePropertyName("type"u8);
            WriteShared(exception.GetType().Name, NameSecrecy.None, isLast: false);
            _json.WritePropertyName("message"u8);
            WriteText(ExceptionChain.MessageOf(exception), NameSecrecy.None);
            _json.WriteEndObject();
            Leave(end);
        }
    }

    private static IEnumerable<object?> ItemsOf(ITuple tuple)
    {
        for (var i = 0; i < tuple.Length; i++)
        {
            yield return tuple[i];
        }
    }

    /// <summary>How many items there are, when that is known without going through them.</summary>
    private static long? CountOf(object items) => Guarded.Value(
        static items => items switch
        {
            Array array => array.LongLength,
            ICollection all => all.Count,
            JsonArray all => all.Count,
            JsonObject all => all.Count,
            IReadOnlyCollection<object?> all => all.Count,
            IReadOnlyCollection<int> all => all.Count,
            IReadOnlyCollection<long> all => all.Count,
            IReadOnlyCollection<Guid> all => all.Count,
            _ => null,
        },
        items) switch
    {
        long count => count,
        int count => count,
        _ => null,
    };
}
