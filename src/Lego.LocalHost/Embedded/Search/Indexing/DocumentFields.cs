using System.Text;
using Lego.LocalHost.Embedded.Search.Errors;
using Lego.LocalHost.Embedded.Search.Mapping;
using Lucene.Net.Documents;
using Lucene.Net.Util;

namespace Lego.LocalHost.Embedded.Search.Indexing;

/// <summary>Collects the Lucene fields of one document: search terms as they come, sort columns at the end.</summary>
internal sealed class DocumentFields
{
    /// <summary>Lucene refuses longer terms.</summary>
    private const int MaxTermBytes = 32_766;

    private readonly Document _document = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Min, long Max)> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Min, double Max)> _decimals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (BytesRef Min, BytesRef Max)> _texts = new(StringComparer.Ordinal);

    public void AddText(MappedField field, string value)
    {
        AddName(field.Path);
        if (field.Node.IsIndexed)
        {
            _document.Add(new TextField(field.Path, value, Field.Store.NO));
        }
    }

    public void AddKeyword(MappedField field, string value)
    {
        if (value.Length > field.Node.IgnoreAbove)
        {
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        if (length > MaxTermBytes)
        {
            throw SearchErrors.IllegalArgument(
                $"Document contains at least one immense term in field=\"{field.Path}\" " +
                $"(whose UTF8 encoding is longer than the max length {MaxTermBytes}): {length} bytes");
        }

        AddName(field.Path);
        AddTerm(field, value);
        if (field.Node.HasSortValues)
        {
            var bytes = new BytesRef(value);
            var (min, max) = _texts.GetValueOrDefault(field.Path, (bytes, bytes));
            _texts[field.Path] = (bytes.CompareTo(min) < 0 ? bytes : min, bytes.CompareTo(max) > 0 ? bytes : max);
        }
    }

    public void AddBoolean(MappedField field, bool value)
    {
        AddName(field.Path);
        AddTerm(field, value ? "true" : "false");
        AddSortNumber(field, value ? 1 : 0);
    }

    public void AddNumber(MappedField field, long value)
    {
        AddName(field.Path);
        if (field.Node.IsIndexed)
        {
            _document.Add(new Int64Field(field.Path, value, Field.Store.NO));
        }

        AddSortNumber(field, value);
    }

    public void AddDecimal(MappedField field, double value)
    {
        AddName(field.Path);
        if (field.Node.IsIndexed)
        {
            _document.Add(new DoubleField(field.Path, value, Field.Store.NO));
        }

        if (field.Node.HasSortValues)
        {
            var (min, max) = _decimals.GetValueOrDefault(field.Path, (value, value));
            _decimals[field.Path] = (Math.Min(min, value), Math.Max(max, value));
        }
    }

    public Document Complete(StoredDocument stored)
    {
        foreach (var (path, (min, max)) in _numbers)
        {
            _document.Add(new NumericDocValuesField(SystemFields.SortColumn(path, largest: false), min));
            _document.Add(new NumericDocValuesField(SystemFields.SortColumn(path, largest: true), max));
        }

        foreach (var (path, (min, max)) in _decimals)
        {
            _document.Add(new DoubleDocValuesField(SystemFields.SortColumn(path, largest: false), min));
            _document.Add(new DoubleDocValuesField(SystemFields.SortColumn(path, largest: true), max));
        }

        foreach (var (path, (min, max)) in _texts)
        {
            _document.Add(new SortedDocValuesField(SystemFields.SortColumn(path, largest: false), min));
            _document.Add(new SortedDocValuesField(SystemFields.SortColumn(path, largest: true), max));
        }

        foreach (var name in _names)
        {
            _document.Add(new StringField(SystemFields.FieldNames, name, Field.Store.NO));
        }

        stored.AddTo(_document);
        return _document;
    }

    // An object exists when anything in it does, so its path is noted with each of its fields.
    private void AddName(string path)
    {
        while (_names.Add(path) && path.LastIndexOf('.') is > 0 and var dot)
        {
            path = path[..dot];
        }
    }

    private void AddTerm(MappedField field, string value)
    {
        if (field.Node.IsIndexed)
        {
            _document.Add(new StringField(field.Path, value, Field.Store.NO));
        }
    }

    private void AddSortNumber(MappedField field, long value)
    {
        if (field.Node.HasSortValues)
        {
            var (min, max) = _numbers.GetValueOrDefault(field.Path, (value, value));
            _numbers[field.Path] = (Math.Min(min, value), Math.Max(max, value));
        }
    }
}
