using System.Xml;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Reads parts from XML in one pass, without DTDs and entities.</summary>
internal sealed class XmlPartsReader(PartsCollector parts)
{
    private const int MaxDepth = 100;

    // The first of these that occurs in the document is the name of its parts.
    private static readonly string[] PartNames = ["part", "item", "piece", "element"];

    private readonly Stack<XmlPartElement> _open = new();
    private int _best = PartNames.Length;
    private int _count;

    /// <summary>Reads without waiting: the asynchronous reader calls itself for each thing that it skips, until the stack is full.</summary>
    public void Read(PartsFileStream content, CancellationToken cancellationToken)
    {
        try
        {
            using var xml = XmlReader.Create(content, Settings());
            while (!(parts.IsDone && _best == 0) && xml.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadNode(xml);
            }

            if (_best == PartNames.Length)
            {
                parts.Fail(PartsFileCodes.NoPartsFound, $"The document has none of the elements {string.Join(", ", PartNames)}.");
            }
        }
        catch (XmlException) when (content.IsBlank)
        {
            // An empty file, which is what the collector says of one without entries.
        }
        catch (XmlException exception)
        {
            Refuse(exception.LineNumber > 0 ? $" (line {exception.LineNumber} of the text, position {exception.LinePosition})" : "");
        }
        catch (ArgumentOutOfRangeException)
        {
            // The reader loses count in some documents whose declaration names another encoding than they are in.
            Refuse("");
        }
    }

    private static XmlReaderSettings Settings() => new()
    {
        CloseInput = false,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = PartsFileParser.MaxBytes,
        MaxCharactersFromEntities = 1024,
        NameTable = new BoundedNameTable(),
    };

    private void Refuse(string place) => parts.Fail(
        PartsFileCodes.XmlParseError,
        $"The document is no well-formed XML{place}; DTDs, more than {MaxDepth} levels and huge vocabularies are refused.");

    private void ReadNode(XmlReader xml)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                ReadElement(xml);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                if (_open.TryPeek(out var part) && xml.Depth == part.Depth + 2)
                {
                    part.AppendText(xml.Value);
                }

                break;
            case XmlNodeType.EndElement:
                EndElement(xml.Depth);
                break;
        }
    }

    private void ReadElement(XmlReader xml)
    {
        var depth = xml.Depth;
        if (depth > MaxDepth)
        {
            throw new XmlException("It is nested too deep.");
        }

        if (_open.TryPeek(out var parent) && depth == parent.Depth + 1)
        {
            parent.OpenChild(xml.LocalName);
        }

        var isEmpty = xml.IsEmptyElement;
        var rank = Array.FindIndex(PartNames, name => name.Equals(xml.LocalName, StringComparison.OrdinalIgnoreCase));
        if (rank >= 0 && rank <= _best)
        {
            Open(xml, rank);
        }

        if (isEmpty)
        {
            EndElement(depth);
        }
    }

    private void Open(XmlReader xml, int rank)
    {
        if (rank < _best)
        {
            // Elements of the other name were no parts after all.
            parts.Clear();
            _open.Clear();
            (_best, _count) = (rank, 0);
        }

        var part = new XmlPartElement(xml.Depth, ++_count);
        while (xml.MoveToNextAttribute())
        {
            part.SetAttribute(xml.LocalName, xml.Value);
        }

        xml.MoveToElement();
        _open.Push(part);
    }

    private void EndElement(int depth)
    {
        if (_open.TryPeek(out var part) && depth == part.Depth)
        {
            _open.Pop();
            parts.Add(part.Values(), [], part.Number);
        }

        if (_open.TryPeek(out var parent) && depth == parent.Depth + 1)
        {
            parent.CloseChild();
        }
    }
}
