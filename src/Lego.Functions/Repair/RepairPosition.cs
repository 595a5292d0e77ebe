namespace Lego.Functions.Repair;

/// <summary>Where a repair stopped, and the next one goes on.</summary>
internal sealed record RepairPosition
{
    /// <summary>Name of the step.</summary>
    public required string Step { get; init; }

    /// <summary>The place within the step; null for its beginning.</summary>
    public string? Place { get; init; }

    public override string ToString() => Place is null ? Step : $"{Step} after {Place}";
}
