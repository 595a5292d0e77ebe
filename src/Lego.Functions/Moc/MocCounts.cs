namespace Lego.Functions.Moc;

/// <summary>How often a theme or a tag occurs.</summary>
internal sealed record CategoryCount
{
    public string Category { get; init; } = "";

    public long Count { get; init; }
}

/// <summary>How many MOCs of a theme were added in a month.</summary>
internal sealed record MonthlyCount
{
    /// <summary>Year and month in UTC, as <c>2025-03</c>.</summary>
    public string Date { get; init; } = "";

    public string Category { get; init; } = "";

    public long Count { get; init; }
}
