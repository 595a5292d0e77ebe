namespace Lego.Functions.Shared.RateLimit;

/// <summary>How many requests a user may make in a stretch of time.</summary>
internal sealed record RateClass(string Name, int Limit, TimeSpan Window)
{
    public static readonly RateClass Standard = new("standard", 60, TimeSpan.FromSeconds(60));

    public static readonly RateClass Strict = new("strict", 10, TimeSpan.FromMinutes(1));

    public static readonly RateClass Lenient = new("lenient", 120, TimeSpan.FromMinutes(1));
}
