namespace Lego.Operations.Cost;

/// <summary>What is to be computed.</summary>
internal sealed record CostOptions
{
    public const string Help = """
        Computes what a stage costs a month, for each way to trace.

          --requests-per-day <n>         requests of all functions, 1 to 1,000,000,000
          --stage <name>                 development, staging or production (default: all)
          --architecture <name>          x86_64 (default) or arm64
          --peak-share <share>           share of a day's requests in its busiest hour, 1/24 (default) to 1
          --error-rate <share>           share of requests that fail or are slow, whose traces are kept (default 0.01)
          --cold-start-share <share>     share of requests that begin an environment (default 0.01)
          --traces-viewed-per-day <n>    traces that are retrieved or scanned by searches (default 1000)
          --insights                     X-Ray Insights is on
          --free-tier <yes|no>           count what AWS gives for nothing (default yes)
          --format <table|json|csv>      default table

        Figures of your own, in the form of those that ship with the program:
          --prices <file>, --durations <file>, --mix <file>, --stages <file>

        Measuring:
          --measure <file>               measures durations and log lines, and writes them to a file for --durations
          --rounds <n>                   how often the story is told to the local host (default 5, 1 to 100)
          --gateway-port, --console-port where the local host is
          --log-file <file>              the file that the local host was started with: ./build.sh run --log-file <file>
          --stage <name> --hours <n>     measures a stage of AWS instead, by its traces of the last hours (default 1, 1 to 6)
          --commit <id>                  what is measured, for the file

        Exit code: 0, or 2 when it could not be computed.
        """;

    private static readonly string[] Valued =
    [
        "--requests-per-day", "--stage", "--architecture", "--peak-share", "--error-rate", "--cold-start-share", "--traces-viewed-per-day",
        "--free-tier", "--format", "--prices", "--durations", "--mix", "--stages", "--measure", "--rounds", "--gateway-port", "--console-port",
        "--hours", "--commit", "--log-file", "--api-url", "--region", "--outputs",
    ];

    public long RequestsPerDay { get; init; }

    /// <summary>Null for all.</summary>
    public string? Stage { get; init; }

    public string Architecture { get; init; } = "x86_64";

    public double PeakShare { get; init; } = TrafficProfile.Even;

    public double ErrorRate { get; init; } = 0.01;

    public double ColdStartShare { get; init; } = 0.01;

    public double TracesViewedPerDay { get; init; } = 1_000;

    public bool WithInsights { get; init; }

    public bool WithFreeTier { get; init; } = true;

    public string Format { get; init; } = "table";

    public string? Prices { get; init; }

    public string? Durations { get; init; }

    public string? Mix { get; init; }

    public string? Stages { get; init; }

    /// <summary>The file to write measurements to; null when costs are to be computed.</summary>
    public string? Measure { get; init; }

    public int Rounds { get; init; } = 5;

    public double Hours { get; init; } = 1;

    /// <summary>The file with the lines of the local host's functions.</summary>
    public string? LogFile { get; init; }

    public string Commit { get; init; } = "unknown";

    /// <summary>The options that say where to measure, in the form that <c>verify</c> takes.</summary>
    public IReadOnlyList<string> Target { get; init; } = [];

    /// <exception cref="OperationsException">An option is wrong or missing.</exception>
    public static CostOptions Read(IReadOnlyList<string> arguments)
    {
        var options = new CommandOptions(arguments, Valued, ["--insights"]);
        var measure = options.Text("--measure");
        if (measure is null && !options.Has("--requests-per-day"))
        {
            throw new OperationsException("--requests-per-day is missing; it must be a whole number from 1 to 1,000,000,000.");
        }

        if (measure is not null && !options.Has("--stage") && !options.Has("--log-file"))
        {
            throw new OperationsException(
                "--log-file is missing; it must be the file that the local host was started with (./build.sh run --log-file <file>), since the trace console keeps no metric lines.");
        }

        string[] where = ["--stage", "--gateway-port", "--console-port", "--api-url", "--region", "--outputs"];
        return new CostOptions
        {
            RequestsPerDay = options.Whole("--requests-per-day", 1, 1, 1_000_000_000),
            Stage = options.Has("--stage") ? options.Choice("--stage", "", "development", "staging", "production") : null,
            Architecture = options.Choice("--architecture", "x86_64", "x86_64", "arm64"),
            PeakShare = options.Number("--peak-share", TrafficProfile.Even, TrafficProfile.Even, 1),
            ErrorRate = options.Number("--error-rate", 0.01, 0, 1),
            ColdStartShare = options.Number("--cold-start-share", 0.01, 0, 1),
            TracesViewedPerDay = options.Number("--traces-viewed-per-day", 1_000, 0, 1e9),
            WithInsights = options.Has("--insights"),
            WithFreeTier = options.Choice("--free-tier", "yes", "yes", "no") == "yes",
            Format = options.Choice("--format", "table", "table", "json", "csv"),
            Prices = options.Text("--prices"),
            Durations = options.Text("--durations"),
            Mix = options.Text("--mix"),
            Stages = options.Text("--stages"),
            Measure = measure,
            Rounds = (int)options.Whole("--rounds", 5, 1, 100),
            LogFile = options.Text("--log-file"),
            Hours = options.Number("--hours", 1, 1, 6),
            Commit = options.Text("--commit") ?? "unknown",
            Target = [.. where.Where(options.Has).SelectMany(name => new[] { name, options.Text(name)! })],
        };
    }
}
