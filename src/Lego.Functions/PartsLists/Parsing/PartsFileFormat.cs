namespace Lego.Functions.PartsLists.Parsing;

/// <summary>Formats that hold a parts list.</summary>
internal enum PartsFileFormat
{
    Csv,
    Xml,
}
