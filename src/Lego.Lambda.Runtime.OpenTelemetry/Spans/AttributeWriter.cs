using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;
using Lego.Lambda.Runtime.Tracing;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>
/// Writes the attributes of one span, event or resource after the other. A key that is there already is left out: the protocol allows
/// each once, and what the conventions define is written before what a function named itself.
/// </summary>
internal sealed class AttributeWriter(ProtobufWriter message)
{
    /// <summary>Characters of a value; longer ones are cut.</summary>
    internal const int MaxText = 4000;

    // The largest whole number up to which a double has them all.
    private const double MaxWhole = 9_007_199_254_740_992;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private int _field;

    /// <summary>Starts on another owner.</summary>
    /// <param name="field">Number of the member that holds its attributes.</param>
    internal void Begin(int field)
    {
        _field = field;
        _keys.Clear();
    }

    /// <summary>Writes a text; null and empty ones are left out.</summary>
    internal void Put(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value) && _keys.Add(key))
        {
            var (pair, any) = Open(key);
            message.Text(OtlpFields.ValueText, NameRules.Cut(value, MaxText));
            Close(pair, any);
        }
    }

    internal void PutInteger(string key, long? value)
    {
        if (value is { } number && _keys.Add(key))
        {
            var (pair, any) = Open(key);
            message.Integer(OtlpFields.ValueInteger, number);
            Close(pair, any);
        }
    }

    internal void PutDouble(string key, double value)
    {
        if (_keys.Add(key))
        {
            var (pair, any) = Open(key);
            message.Double(OtlpFields.ValueDouble, value);
            Close(pair, any);
        }
    }

    internal void PutBoolean(string key, bool value)
    {
        if (_keys.Add(key))
        {
            var (pair, any) = Open(key);
            message.Boolean(OtlpFields.ValueBoolean, value);
            Close(pair, any);
        }
    }

    /// <summary>Writes a value of an annotation's kinds; whole numbers as such.</summary>
    internal void PutValue(string key, AnnotationValue value)
    {
        if (value.Boolean is { } boolean)
        {
            PutBoolean(key, boolean);
        }
        else if (value.Number is not { } number)
        {
            Put(key, value.Text);
        }
        else if (double.IsInteger(number) && Math.Abs(number) <= MaxWhole)
        {
            PutInteger(key, (long)number);
        }
        else
        {
            PutDouble(key, number);
        }
    }

    /// <summary>Writes a list with one text.</summary>
    internal void PutList(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value) && _keys.Add(key))
        {
            var (pair, any) = Open(key);
            var array = message.Open(OtlpFields.ValueArray);
            var item = message.Open(OtlpFields.ArrayValues);
            message.Text(OtlpFields.ValueText, NameRules.Cut(value, MaxText));
            message.Close(item);
            message.Close(array);
            Close(pair, any);
        }
    }

    private (int Pair, int Any) Open(string key)
    {
        var pair = message.Open(_field);
        message.Text(OtlpFields.KeyValueKey, key);
        return (pair, message.Open(OtlpFields.KeyValueValue));
    }

    private void Close(int pair, int any)
    {
        message.Close(any);
        message.Close(pair);
    }
}
