using System.Text;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>An element that stands for a part, while it is open.</summary>
internal sealed class XmlPartElement(int depth, int number)
{
    private readonly Candidate[] _attributes = new Candidate[PartsFields.Count];
    private readonly Candidate[] _children = new Candidate[PartsFields.Count];
    private readonly StringBuilder _text = new();
    private string? _child;

    public int Depth => depth;

    /// <summary>Its place among the parts, counted from 1.</summary>
    public int Number => number;

    public void SetAttribute(string name, string value) => Offer(_attributes, name, value);

    /// <summary>Begins a child element, whose text may be a value.</summary>
    public void OpenChild(string name)
    {
        _child = PartsFields.OfXmlName(name) is null ? null : name;
        _text.Clear();
    }

    public void AppendText(string text)
    {
        if (_child is not null)
        {
            _text.Append(text);
        }
    }

    public void CloseChild()
    {
        if (_child is not null)
        {
            Offer(_children, _child, _text.ToString());
            _child = null;
        }
    }

    /// <summary>The values by field; attributes go before child elements.</summary>
    public string?[] Values() => [.. _attributes.Zip(_children, (attribute, child) => attribute.Value ?? child.Value)];

    private static void Offer(Candidate[] values, string name, string value)
    {
        if (PartsFields.OfXmlName(name) is { } known && !string.IsNullOrWhiteSpace(value))
        {
            ref var current = ref values[(int)known.Field];
            if (current.Value is null || known.Rank < current.Rank)
            {
                current = new Candidate(value, known.Rank);
            }
        }
    }

    private readonly record struct Candidate(string? Value, int Rank);
}
