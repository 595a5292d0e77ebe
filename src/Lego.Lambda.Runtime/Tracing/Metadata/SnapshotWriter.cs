using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Lambda.Runtime.Tracing.Metadata;

/// <summary>
/// Writes one object graph as JSON and keeps to its limits on the way. At each point it knows where the value at hand must end;
/// of the room of a container its closing and the mark for what is left out are kept back.
/// </summary>
internal sealed partial class SnapshotWriter
{
    /// <summary>Room for any number, time or short mark with its comma. Nothing is begun where less is left.</summary>
    private const int Smallest = 64;

    // As much as one converter may write before it is stopped, in budgets: what it writes is cut as anything else.
    private const int ConverterBudgets = 8;

    private readonly Utf8JsonWriter _json;
    private readonly MetadataContracts _contracts;
    private readonly MetadataLimits _limits;
    private readonly List<object?> _ancestors = [];
    private int _end;

    internal SnapshotWriter(Utf8JsonWriter json, MetadataContracts contracts, MetadataLimits limits)
    {
        _json = json;
        _contracts = contracts;
        _limits = limits;
        _end = limits.Bytes;
    }

    private int Used => (int)_json.BytesCommitted + _json.BytesPending;

    private bool HasRoom => Used + Smallest <= _end;

    /// <summary>Writes the value.</summary>
    /// <param name="value">Any object.</param>
    /// <param name="secrecy">What its name says of it.</param>
    internal void Write(object? value, NameSecrecy secrecy)
    {
        if (value is Mark mark)
        {
            WriteMark(mark);
        }
        else if (secrecy == NameSecrecy.Whole && !SaysNothing(value))
        {
            _json.WriteStringValue(Redactor.Mark);
        }
        else if (value is JsonObject or JsonArray || !TryWriteScalar(value, secrecy))
        {
            WriteContainer(value!, secrecy);
        }
    }

    /// <summary>Writes a value among others. All but the last leave a quarter of the room to those behind them.</summary>
    private void WriteShared(object? value, NameSecrecy secrecy, bool isLast)
    {
        var end = _end;
        _end = isLast ? end : Used + Math.Max(Smallest, (end - Used) / 4 * 3);
        Write(value, secrecy);
        _end = end;
    }

    /// <summary>Begins a container, or writes the mark that tells why it is not looked into.</summary>
    private bool TryEnter(object? container, out int end)
    {
        end = _end;
        var mark = IsAncestor(container) ? Mark.Cycle
            : _ancestors.Count >= _limits.Depth || !RuntimeHelpers.TryEnsureSufficientExecutionStack() ? Mark.TooDeep
            : _end - Used < 3 * Smallest ? Mark.TooLarge
            : null;
        if (mark is not null)
        {
            WriteMark(mark);
            return false;
        }

        _ancestors.Add(container);
        _end -= Smallest;
        return true;
    }

    private void Leave(int end)
    {
        _ancestors.RemoveAt(_ancestors.Count - 1);
        _end = end;
    }

    private bool IsAncestor(object? container)
    {
        foreach (var ancestor in _ancestors)
        {
            if (ancestor is not null && ReferenceEquals(ancestor, container))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteMark(Mark mark) => WriteFitting(mark.Text, isCut: false, mark.Text.Length);

    private void WriteText(string text, NameSecrecy secrecy, long? length = null)
    {
        if (secrecy != NameSecrecy.None && text.Length > 0)
        {
            _json.WriteStringValue(Redactor.Mark);
            return;
        }

        WriteFitting(SnapshotText.Redact(text, _limits.TextLength, out var isCut), isCut || length > text.Length, length ?? text.Length);
    }

    private void WriteFitting(ReadOnlySpan<char> shown, bool isCut, long length)
    {
        const int QuotesAndComma = 3;
        var room = _end - Used - QuotesAndComma;
        if (!isCut && SnapshotText.Size(shown) <= room)
        {
            _json.WriteStringValue(shown);
            return;
        }

        var mark = Mark.Cut(length);
        _json.WriteStringValue(string.Concat(SnapshotText.Fit(shown, room - mark.Length), mark));
    }

    private static bool SaysNothing(object? value) => value switch
    {
        null or bool or "" => true,
        JsonElement element => element.ValueKind is JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };
}
