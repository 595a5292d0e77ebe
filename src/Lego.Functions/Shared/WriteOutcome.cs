namespace Lego.Functions.Shared;

/// <summary>
/// Whether a write that failed may have happened all the same: its answer was lost, or nobody waited for it. What such a write may refer
/// to has to stay.
/// </summary>
internal static class WriteOutcome
{
    private const string Unknown = "lego.writeOutcomeUnknown";

    /// <summary>Marks the failure of a write that may have happened.</summary>
    public static void SetUnknown(Exception failure) => failure.Data[Unknown] = true;

    public static bool IsUnknown(Exception failure) => failure.Data.Contains(Unknown);
}
