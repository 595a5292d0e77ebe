namespace Lego.Functions.PartsLists.Parsing;

/// <summary>How much a reader asks of a file.</summary>
internal sealed record PartsProfile(bool NeedsHeader, IReadOnlyList<PartsField> Required, int MaxErrors)
{
    /// <summary>For files that people upload: little is required, and all that is wrong is told at once.</summary>
    public static readonly PartsProfile Lenient = new(NeedsHeader: false, [PartsField.PartNumber, PartsField.Quantity], MaxErrors: 100);

    public static readonly PartsProfile Strict = new(
        NeedsHeader: true,
        [PartsField.PartNumber, PartsField.Description, PartsField.Quantity, PartsField.Color],
        MaxErrors: 1);
}
