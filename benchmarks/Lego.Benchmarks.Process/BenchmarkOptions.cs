using System.Globalization;

namespace Lego.Benchmarks.Process;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    public const string Usage = """
        Lego.Benchmarks.Process [--starts 10] [--invocations 5000] [--core 0] [--no-publish] [--no-trace] [--only NAME] [--functions FOLDER]

        Publishes the functions, starts each several times against a Runtime API of its own, and invokes it on one processor core that it
        shares with that Runtime API. --functions measures what an earlier run published elsewhere.
        """;

    /// <summary>Processes per function.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>Warm invocations per function; as many again, at most 3,000, go before and are not counted.</summary>
    public int Invocations { get; init; } = 5_000;

    /// <summary>The core that function and Runtime API share while warm invocations are measured.</summary>
    public int Core { get; init; }

    public bool Publish { get; init; } = true;

    /// <summary>Whether invocations are sampled and there is a daemon that takes their documents.</summary>
    public bool Traced { get; init; } = true;

    /// <summary>The start of the names that are measured; null for all.</summary>
    public string? Only { get; init; }

    public string Folder { get; init; } = Path.Combine("artifacts", "benchmarks", "functions");

    public static BenchmarkOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value.");
            int Number() => int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new FormatException($"{arguments[i - 1]} is '{arguments[i]}'; it must be a number.");
            options = arguments[i] switch
            {
                "--starts" => options with { Starts = Number() },
                "--invocations" => options with { Invocations = Number() },
                "--core" => options with { Core = Number() },
                "--no-publish" => options with { Publish = false },
                "--no-trace" => options with { Traced = false },
                "--only" => options with { Only = Value() },
                "--functions" => options with { Folder = Value(), Publish = false },
                _ => throw new FormatException($"'{arguments[i]}' is no option.\n{Usage}"),
            };
        }

        return options;
    }
}
