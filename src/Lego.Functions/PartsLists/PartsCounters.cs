namespace Lego.Functions.PartsLists;

/// <summary>The counts of a parts list, in pieces.</summary>
/// <param name="Total">Sum of all quantities.</param>
/// <param name="Completed">Sum of the quantities of acquired items.</param>
internal readonly record struct PartsCounters(int Total, int Completed)
{
    /// <summary>Completed in percent of total, with two decimals; 0 when there are no parts.</summary>
    public decimal Percentage => Total == 0 ? 0 : Math.Round(100m * Completed / Total, 2, MidpointRounding.AwayFromZero);

    /// <exception cref="OverflowException">The sum does not fit; whoever takes parts from a client has to check it before.</exception>
    public static PartsCounters Of(IReadOnlyList<NewPart> parts) => new(
        parts.Sum(part => part.Quantity),
        parts.Where(part => part.Acquired).Sum(part => part.Quantity));
}
