using System.Globalization;

namespace Lego.Testing.Attacks;

/// <summary>
/// How long attacks go on: with the fast budget a fixed number of cases of a fixed seed, so that every run is the same; with the long one, by
/// <c>LEGO_ATTACK_MINUTES</c>, each attack's share of these minutes with a new seed. <c>LEGO_ATTACK_SEED</c> and <c>LEGO_ATTACK_CASE</c> repeat
/// what failed.
/// </summary>
internal static class AttackBudget
{
    internal const string MinutesVariable = "LEGO_ATTACK_MINUTES";
    internal const string SeedVariable = "LEGO_ATTACK_SEED";
    internal const string CaseVariable = "LEGO_ATTACK_CASE";

    private const int FixedSeed = 1;

    internal static bool IsLong => Number(MinutesVariable) > 0;

    internal static int Seed { get; } = (int)(Number(SeedVariable) ?? (IsLong ? Random.Shared.Next() : FixedSeed));

    internal static int? OnlyCase => (int?)Number(CaseVariable);

    /// <summary>The time of an attack in the long budget, zero in the fast one.</summary>
    internal static TimeSpan TimeOf(AttackPlan plan) =>
        TimeSpan.FromMinutes((Number(MinutesVariable) ?? 0) * plan.Weight / AttackPlan.All.Values.Sum(other => other.Weight));

    private static double? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
