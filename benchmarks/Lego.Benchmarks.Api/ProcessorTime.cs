using System.Globalization;

namespace Lego.Benchmarks.Api;

/// <summary>Processor seconds of this process and of those below it, by what they are.</summary>
/// <param name="Functions">The functions process.</param>
/// <param name="Database">PostgreSQL with all its processes.</param>
/// <param name="Host">This process: gateway, Runtime API, cache, search, store, trace console, and the callers.</param>
internal readonly record struct ProcessorTime(double Functions, double Database, double Host)
{
    // The kernel's unit in /proc, the same on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private const string Postgres = "postgres";

    public double Total => Functions + Database + Host;

    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) =>
        new(later.Functions - earlier.Functions, later.Database - earlier.Database, later.Host - earlier.Host);

    public static ProcessorTime Now()
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Entry>().ToDictionary(entry => entry.Id);
        var (functions, database) = (0d, 0d);
        foreach (var entry in all.Values.Where(entry => entry.Id != Environment.ProcessId && IsBelow(entry, all)))
        {
            if (entry.Name == Postgres)
            {
                database += entry.Seconds;
            }
            else
            {
                functions += entry.Seconds;
            }
        }

        return new ProcessorTime(functions, database, all[Environment.ProcessId].Seconds);
    }

    private static bool IsBelow(Entry entry, Dictionary<int, Entry> all)
    {
        for (var parent = entry.Parent; parent > 1; parent = all.TryGetValue(parent, out var next) ? next.Parent : 0)
        {
            if (parent == Environment.ProcessId)
            {
                return true;
            }
        }

        return false;
    }

    private static Entry? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            // The name stands in parentheses and may hold anything, so fields are counted from the last of these.
            var end = stat.LastIndexOf(')');
            var name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end];
            var fields = stat[(end + 2)..].Split(' ');
            // A connection's process may end before the count; then its time is in its parent's.
            var ended = name == Postgres ? Number(13) + Number(14) : 0;
            return new Entry(id, name, Number(1), (Number(11) + Number(12) + ended) / TicksPerSecond);

            int Number(int field) => int.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Entry(int Id, string Name, int Parent, double Seconds);
}
