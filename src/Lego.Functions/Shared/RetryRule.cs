namespace Lego.Functions.Shared;

/// <summary>How often and how soon a kind of operation is tried again.</summary>
internal sealed record RetryRule(int Attempts, int BaseMilliseconds, int MaxMilliseconds)
{
    public static readonly RetryRule Default = new(3, 100, 5000);
    public static readonly RetryRule Database = new(3, 200, 2000);
    public static readonly RetryRule Upload = new(3, 500, 5000);
    public static readonly RetryRule ObjectDelete = new(3, 300, 3000);
    public static readonly RetryRule IndexWrite = new(2, 300, 2000);

    /// <summary>The wait after the n-th failed attempt; <paramref name="random"/> from 0 to 1 spreads it over its upper half.</summary>
    public TimeSpan DelayAfter(int attempt, double random) =>
        TimeSpan.FromMilliseconds(Math.Min(BaseMilliseconds * Math.Pow(2, attempt - 1), MaxMilliseconds) * (0.5 + (random / 2)));
}
