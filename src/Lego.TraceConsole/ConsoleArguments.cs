using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lego.TraceConsole;

/// <summary>Settings of the console when it runs alone; an argument beats the environment.</summary>
internal static class ConsoleArguments
{
    private const string Usage = """
        Usage: Lego.TraceConsole [--http-port N] [--daemon-port N] [--data FOLDER]
          --http-port    port of the pages, default 5081, 0 takes a free one   (LEGO_CONSOLE_PORT)
          --daemon-port  UDP and TCP port of the X-Ray daemon, default 2000      (LEGO_CONSOLE_DAEMON_PORT)
          --data         folder of the trace store, default .lego/traces       (LEGO_CONSOLE_DATA)
        """;

    public static bool TryRead(
        IReadOnlyList<string> arguments, Func<string, string?> environment,
        [NotNullWhen(true)] out TraceConsoleOptions? options, [NotNullWhen(false)] out string? message)
    {
        options = null;
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["--http-port"] = environment("LEGO_CONSOLE_PORT"),
            ["--daemon-port"] = environment("LEGO_CONSOLE_DAEMON_PORT"),
            ["--data"] = environment("LEGO_CONSOLE_DATA"),
        };
        for (var index = 0; index < arguments.Count; index += 2)
        {
            if (!given.ContainsKey(arguments[index]) || index + 1 == arguments.Count)
            {
                message = Usage;
                return false;
            }

            given[arguments[index]] = arguments[index + 1];
        }

        message = BadPort(given, "--http-port") ?? BadPort(given, "--daemon-port");
        if (message is null)
        {
            options = new TraceConsoleOptions
            {
                HttpPort = Port(given["--http-port"]) ?? TraceConsoleOptions.DefaultHttpPort,
                DaemonPort = Port(given["--daemon-port"]) ?? TraceConsoleOptions.DefaultDaemonPort,
                DataFolder = string.IsNullOrEmpty(given["--data"]) ? Path.Combine(".lego", "traces") : given["--data"]!,
                // A start that fails is told in one line by Program; the host would add its stack.
                ConfigureLogging = logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
                    .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None),
            };
        }

        return options is not null;
    }

    private static string? BadPort(Dictionary<string, string?> given, string name) =>
        string.IsNullOrEmpty(given[name]) || Port(given[name]) is not null ? null : $"{name} must be a whole number from 0 to 65535, not '{given[name]}'.";

    private static int? Port(string? text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
}
