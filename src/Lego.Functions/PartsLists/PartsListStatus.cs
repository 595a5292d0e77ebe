namespace Lego.Functions.PartsLists;

/// <summary>How far a parts list is. Says nothing of <c>built</c> and <c>purchased</c>.</summary>
internal static class PartsListStatus
{
    public static IReadOnlyList<string> All { get; } = ["planning", "in_progress", "completed"];

    public static string Rule { get; } = $"must be one of {string.Join(", ", All)}";
}
