using System.Globalization;
using Lego.Lambda.Runtime.Errors;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Checks entries as they are read and keeps them, or what is wrong with them.</summary>
internal sealed class PartsCollector(PartsProfile profile)
{
    public const int MaxRows = 10_000;
    private const string UnknownColor = NewPart.UnknownColor;
    private static readonly PartsField[] Indexed = [PartsField.PartNumber, PartsField.Color];

    private readonly List<PartsFileEntry> _entries = [];
    private readonly List<FileError> _errors = [];
    private int _rows;
    private long _total;

    public PartsProfile Profile => profile;

    /// <summary>Whether anything that follows could change the result.</summary>
    public bool IsDone => _rows > MaxRows || _errors.Count >= profile.MaxErrors;

    /// <summary>Forgets all rows and their errors.</summary>
    public void Clear()
    {
        _entries.Clear();
        _errors.Clear();
        (_rows, _total) = (0, 0);
    }

    public void Fail(string code, string message, int? line = null, int? column = null)
    {
        if (_errors.Count < profile.MaxErrors)
        {
            _errors.Add(new FileError(code, message, line, column));
        }
    }

    /// <summary>Takes the values of a row, indexed by field.</summary>
    /// <param name="values">Null or blank where the row has no value.</param>
    /// <param name="columns">Where each value stands, counted from 1, 0 where it is absent; empty when the format has no columns.</param>
    /// <param name="line">Number of the record or element.</param>
    public void Add(ReadOnlySpan<string?> values, ReadOnlySpan<int> columns, int line)
    {
        if (++_rows > MaxRows)
        {
            if (_rows == MaxRows + 1)
            {
                Fail(PartsFileCodes.TooManyRows, $"The file has more than {MaxRows} entries.", line);
            }

            return;
        }

        var isComplete = true;
        foreach (var field in profile.Required)
        {
            if (string.IsNullOrWhiteSpace(values[(int)field]))
            {
                isComplete = false;
                Fail(PartsFileCodes.ValidationError, $"The {PartsFields.Label(field)} is missing.", line, Column(columns, field));
            }
        }

        foreach (var field in Indexed)
        {
            CheckLength(field, values[(int)field], Column(columns, field), line);
        }

        var quantity = Quantity(values[(int)PartsField.Quantity], Column(columns, PartsField.Quantity), line);
        // The entries of a file with errors are not wanted any more.
        if (!isComplete || quantity is null || _errors.Count > 0)
        {
            return;
        }

        var partNumber = values[(int)PartsField.PartNumber]!.Trim();
        _entries.Add(new PartsFileEntry(
            partNumber,
            Text(values[(int)PartsField.Description]) ?? partNumber,
            quantity.Value,
            Text(values[(int)PartsField.Color]) ?? UnknownColor,
            Text(values[(int)PartsField.Category])));
        _total += quantity.Value;
    }

    public PartsFileResult Finish(PartsFileFormat format)
    {
        if (_errors.Count > 0)
        {
            return PartsFileResult.Refused([.. _errors]);
        }

        if (_entries.Count == 0)
        {
            return PartsFileResult.Refused(PartsFileCodes.EmptyFile, "The file has no entries.");
        }

        return _total <= int.MaxValue
            ? PartsFileResult.Of(new PartsFile(format, _entries, _total))
            : PartsFileResult.Refused(PartsFileCodes.ValidationError, $"The quantities add up to more than {int.MaxValue}.");
    }

    private void CheckLength(PartsField field, string? value, int? column, int line)
    {
        if (Text(value)?.Length > NewPart.MaxIndexedCharacters)
        {
            Fail(
                PartsFileCodes.ValidationError,
                $"The {PartsFields.Label(field)} has more than {NewPart.MaxIndexedCharacters} characters.",
                line,
                column);
        }
    }

    private int? Quantity(string? value, int? column, int line)
    {
        // That it is missing has been said.
        if (Text(value) is not { } text)
        {
            return null;
        }

        if (!text.All(char.IsAsciiDigit))
        {
            Fail(PartsFileCodes.ParsingError, "The quantity must be a whole number, written in digits only.", line, column);
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity) && quantity >= 1)
        {
            return quantity;
        }

        Fail(PartsFileCodes.ValidationError, $"The quantity must be from 1 to {int.MaxValue}.", line, column);
        return null;
    }

    private static int? Column(ReadOnlySpan<int> columns, PartsField field) =>
        columns.IsEmpty || columns[(int)field] == 0 ? null : columns[(int)field];

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
