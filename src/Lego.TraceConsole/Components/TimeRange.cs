namespace Lego.TraceConsole.Components;

/// <summary>How far back a page looks.</summary>
/// <param name="Key">As it stands in the address.</param>
/// <param name="Text">As it is shown.</param>
/// <param name="Seconds">Length; 0 without a limit.</param>
public sealed record TimeRange(string Key, string Text, int Seconds)
{
    // Clocks of senders run a little ahead.
    private const double Ahead = 60;

    public static TimeRange Hour { get; } = new("1h", "1 h", 3600);

    public static TimeRange Unlimited { get; } = new("all", "All times", 0);

    /// <summary>Those that have an end, shortest first.</summary>
    public static IReadOnlyList<TimeRange> Limited { get; } =
        [new("15m", "15 min", 900), Hour, new("6h", "6 h", 6 * 3600), new("24h", "24 h", 24 * 3600)];

    public static TimeRange Read(string? key, TimeRange otherwise) => Limited.Append(otherwise).FirstOrDefault(range => range.Key == key) ?? otherwise;

    /// <summary>Epoch seconds.</summary>
    internal (double From, double To) Until(DateTimeOffset now) =>
        Seconds == 0 ? (double.MinValue, double.MaxValue) : (Model.EpochTime.From(now) - Seconds, Model.EpochTime.From(now) + Ahead);
}
