namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Codes of what can be wrong with a parts list file.</summary>
internal static class PartsFileCodes
{
    public const string FileTooLarge = "FILE_TOO_LARGE";
    public const string InvalidFileType = "INVALID_FILE_TYPE";
    public const string InvalidMimeType = "INVALID_MIME_TYPE";
    public const string UnsupportedFormat = "UNSUPPORTED_FORMAT";
    public const string EmptyFile = "EMPTY_FILE";
    public const string NoPartsFound = "NO_PARTS_FOUND";
    public const string CsvParseError = "CSV_PARSE_ERROR";
    public const string XmlParseError = "XML_PARSE_ERROR";

    /// <summary>A value of one row cannot be read.</summary>
    public const string ParsingError = "PARSING_ERROR";

    /// <summary>A value of one row breaks a rule.</summary>
    public const string ValidationError = "VALIDATION_ERROR";

    public const string TooManyRows = "TOO_MANY_ROWS";
}
