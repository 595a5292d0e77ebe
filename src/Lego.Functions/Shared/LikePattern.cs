namespace Lego.Functions.Shared;

/// <summary>Patterns for SQL's LIKE.</summary>
internal static class LikePattern
{
    /// <summary>Matches any text that contains <paramref name="text"/> as it stands.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
