using System.Text.Unicode;
using CsvHelper;

namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Reads parts from CSV, one record at a time.</summary>
internal sealed class CsvPartsReader(PartsCollector parts)
{
    private const int MaxRecordBytes = 1024 * 1024;

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        HasHeader = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        // A quote that is opened and never closed makes one record of the rest of the file.
        MaxRecordSize = MaxRecordBytes,
    };

    private readonly int[] _columns = new int[PartsFields.Count];
    private readonly string?[] _values = new string?[PartsFields.Count];
    private int _records;

    public async Task ReadAsync(PartsFileStream content, CancellationToken cancellationToken)
    {
        await using var csv = CsvReader.Create(content, Options, leaveOpen: true);
        try
        {
            while (!parts.IsDone && await csv.ReadAsync(cancellationToken))
            {
                if (csv.RawRecord.IndexOfAnyExcept(" \t"u8) < 0)
                {
                    continue;
                }

                _records++;
                if (!IsText(csv, content) || !ReadRecord(csv))
                {
                    return;
                }
            }
        }
        catch (CsvFormatException)
        {
            Fail(
                "The record is no well-formed CSV: quotes enclose a whole value and are doubled inside it, and a record has at most 1 MB.",
                _records + 1);
        }
    }

    /// <summary>Whether the record is UTF-8 without NUL characters, which the database does not store.</summary>
    private bool IsText(CsvReader csv, PartsFileStream content)
    {
        // The reader converts UTF-16 and UTF-32 on its own when the file says so; both begin with a byte that UTF-8 text does not.
        if (content.FirstByte is not (0 or 0xfe or 0xff) && Utf8.IsValid(csv.RawRecord) && !csv.RawRecord.Contains((byte)0))
        {
            return true;
        }

        Fail("The record is no UTF-8 text, or has a NUL character.", _records);
        return false;
    }

    /// <returns>Whether to go on.</returns>
    private bool ReadRecord(CsvReader csv)
    {
        if (_records == 1)
        {
            if (parts.Profile.NeedsHeader || HasHeaderWord(csv))
            {
                return ReadHeader(csv);
            }

            for (var i = 0; i < PartsFields.CountWithoutHeader; i++)
            {
                _columns[i] = i + 1;
            }
        }

        for (var field = 0; field < PartsFields.Count; field++)
        {
            var column = _columns[field];
            _values[field] = column > 0 && column <= csv.FieldCount ? csv.GetString(column - 1) : null;
        }

        parts.Add(_values, _columns, _records);
        return true;
    }

    private static bool HasHeaderWord(CsvReader csv)
    {
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (PartsFields.IsHeaderWord(csv.GetString(i)))
            {
                return true;
            }
        }

        return false;
    }

    private bool ReadHeader(CsvReader csv)
    {
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (PartsFields.OfHeader(csv.GetString(i)) is { } field && _columns[(int)field] == 0)
            {
                _columns[(int)field] = i + 1;
            }
        }

        var missing = parts.Profile.Required.Where(field => _columns[(int)field] == 0).Select(PartsFields.Label).ToList();
        if (missing.Count > 0)
        {
            Fail($"The header has no column for: {string.Join(", ", missing)}.", _records);
        }

        return missing.Count == 0;
    }

    private void Fail(string message, int record) => parts.Fail(PartsFileCodes.CsvParseError, message, record);
}
