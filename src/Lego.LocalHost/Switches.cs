using System.Globalization;
using Lego.LocalHost.Gateway;

namespace Lego.LocalHost;

/// <summary>The switches of the program. A port can also come from the environment, as in <c>LEGO_GATEWAY_PORT</c>.</summary>
internal sealed class Switches
{
    public const string Help = """
        Runs the MOC API on this machine.

          --data <folder>         where data is kept (default .lego)
          --reset                 start with empty data
          --quiet                 do not show the functions' log lines
          --log-file <file>       adds them to a file, as they are and with those that hold metrics
          --sampling-rate <0-1>   share of requests that are traced (default 1)
          --event-format <1.0|2.0>
                                  what functions get: events of a REST API, or of an HTTP API (default 2.0). With 1.0 the gateway answers
                                  as a REST stage does, and unless there is a sampling rate the trace console's sampling rules decide
          --<name>-port <port>    gateway 5080, console 5081, runtime-api 5082, s3 5083, search 5084, redis 5085, postgres 5086,
                                  userpool 5087, daemon 2000

        Servers of your own: LEGO_DATABASE, LEGO_CACHE, LEGO_SEARCH, LEGO_S3_ENDPOINT with LEGO_BUCKET, LEGO_USER_POOL_ID
        (and LEGO_USER_POOL_ENDPOINT when it is not Cognito itself), AWS_XRAY_DAEMON_ADDRESS.
        """;

    private readonly Dictionary<string, string> _values = [];
    private readonly Func<string, string?> _environment;

    public Switches(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        _environment = environment;
        for (var index = 0; index < arguments.Count; index++)
        {
            var name = arguments[index];
            switch (name)
            {
                case "--reset" or "--quiet" or "--help":
                    _values[name] = "";
                    break;
                case "--data" or "--sampling-rate" or "--event-format" or "--log-file" when index + 1 < arguments.Count:
                case not null when IsPort(name) && index + 1 < arguments.Count:
                    _values[name] = arguments[++index];
                    break;
                default:
                    throw new ArgumentException($"{name} is not a switch, or its value is missing; --help lists them.");
            }
        }
    }

    public bool WantsHelp => _values.ContainsKey("--help");

    public bool IsQuiet => _values.ContainsKey("--quiet");

    /// <summary>The file that the functions' lines are added to; null for none.</summary>
    public string? LogFile => _values.GetValueOrDefault("--log-file");

    public LocalStackOptions ToOptions()
    {
        var rate = _values.GetValueOrDefault("--sampling-rate", "1");
        if (!double.TryParse(rate, NumberStyles.Float, CultureInfo.InvariantCulture, out var samplingRate) || samplingRate is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"--sampling-rate is {rate}; it must be a number from 0 to 1.");
        }

        return new LocalStackOptions
        {
            DataFolder = _values.GetValueOrDefault("--data", ".lego"),
            Reset = _values.ContainsKey("--reset"),
            SamplingRate = samplingRate,
            EventFormat = Format(_values.GetValueOrDefault("--event-format", "2.0")),
            Environment = _environment,
            GatewayPort = Port("gateway", 5080),
            ConsolePort = Port("console", 5081),
            RuntimeApiPort = Port("runtime-api", 5082),
            StorePort = Port("s3", 5083),
            SearchPort = Port("search", 5084),
            CachePort = Port("redis", 5085),
            DatabasePort = Port("postgres", 5086),
            UserPoolPort = Port("userpool", 5087),
            DaemonPort = Port("daemon", 2000),
        };
    }

    private static PayloadFormat Format(string text) => text switch
    {
        "1.0" => PayloadFormat.Version1,
        "2.0" => PayloadFormat.Version2,
        _ => throw new ArgumentException($"--event-format is {text}; it must be 1.0 or 2.0."),
    };

    private static bool IsPort(string name) =>
        name is "--gateway-port" or "--console-port" or "--runtime-api-port" or "--s3-port" or "--search-port" or "--redis-port"
            or "--postgres-port" or "--userpool-port" or "--daemon-port";

    private int Port(string name, int usual)
    {
        var variable = $"LEGO_{name.Replace('-', '_').ToUpperInvariant()}_PORT";
        var text = _values.GetValueOrDefault($"--{name}-port") ?? _environment(variable);
        if (string.IsNullOrEmpty(text))
        {
            return usual;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535
            ? port
            : throw new ArgumentException($"--{name}-port (or {variable}) is {text}; it must be a port from 0 to 65535.");
    }
}
