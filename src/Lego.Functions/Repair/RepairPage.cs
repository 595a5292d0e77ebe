namespace Lego.Functions.Repair;

/// <summary>What a page of a step came to.</summary>
/// <param name="Counts">What was put right.</param>
/// <param name="IsLast">True when the step has no more pages.</param>
/// <param name="Next">The place after which the step goes on; null for its beginning.</param>
internal readonly record struct RepairPage(RepairCounts Counts, bool IsLast, string? Next)
{
    public static RepairPage Last(RepairCounts counts = default) => new(counts, true, null);

    public static RepairPage Before(string? next, RepairCounts counts) => new(counts, false, next);
}
