namespace Lego.Functions.PartsLists;

/// <summary>Counts over several parts lists.</summary>
internal sealed record PartsListTotals
{
    public long Lists { get; init; }

    public long Planning { get; init; }

    public long InProgress { get; init; }

    public long Completed { get; init; }

    public long Parts { get; init; }

    public long CompletedParts { get; init; }

    /// <summary>Completed in whole percent; 0 when there are no parts.</summary>
    public int Percentage => Parts == 0 ? 0 : (int)Math.Round(100m * CompletedParts / Parts, MidpointRounding.AwayFromZero);
}
