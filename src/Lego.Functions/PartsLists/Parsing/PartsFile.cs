namespace Lego.Functions.PartsLists.Parsing;

/// <summary>A parts list without a fault.</summary>
/// <param name="Format">What it was read as.</param>
/// <param name="Entries">At least one, in the file's order.</param>
/// <param name="TotalPieceCount">Sum of the quantities; fits the integer columns it is stored in.</param>
internal sealed record PartsFile(PartsFileFormat Format, IReadOnlyList<PartsFileEntry> Entries, long TotalPieceCount)
{
    /// <summary>The format as clients see it.</summary>
    public string FormatName => Format == PartsFileFormat.Csv ? "csv" : "xml";
}
