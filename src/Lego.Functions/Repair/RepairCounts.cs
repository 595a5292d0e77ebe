namespace Lego.Functions.Repair;

/// <summary>What was put right.</summary>
/// <param name="Written">Documents that were missing or not what their row says.</param>
/// <param name="Removed">Documents of rows that are gone.</param>
/// <param name="Deleted">Objects that no row refers to.</param>
internal readonly record struct RepairCounts(int Written = 0, int Removed = 0, int Deleted = 0)
{
    public static RepairCounts operator +(RepairCounts left, RepairCounts right) =>
        new(left.Written + right.Written, left.Removed + right.Removed, left.Deleted + right.Deleted);
}
