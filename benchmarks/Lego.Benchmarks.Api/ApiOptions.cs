using System.Globalization;

namespace Lego.Benchmarks.Api;

/// <summary>How often the API is asked, by how many callers, and which build of the functions answers.</summary>
/// <param name="Rounds">Rounds of each caller that are counted.</param>
/// <param name="WarmUpRounds">Rounds before these.</param>
/// <param name="Callers">Requests under way at a time.</param>
/// <param name="IsTraced">Whether requests are sampled.</param>
/// <param name="Functions">Executable or <c>Lego.Functions.dll</c>; null for the one that was built along.</param>
internal sealed record ApiOptions(int Rounds, int WarmUpRounds, int Callers, bool IsTraced, string? Functions)
{
    public const string Usage = """
        Usage: Lego.Benchmarks.Api [--rounds N] [--warm-up N] [--callers N] [--traced 0|1] [--functions FILE]
          --rounds     rounds of each caller that are counted, 16 requests each, default 40
          --warm-up    rounds before these, default 10
          --callers    requests under way at a time, default 2
          --traced     whether requests are sampled, default 1
          --functions  another build of the functions: an executable, or a Lego.Functions.dll in its output folder
        Starts the local stack on free ports and an empty folder, sends a mix of reads and writes, and prints requests a second, their
        times, and the processor time that functions, database and host took. The number of requests is fixed, not the time, so that two builds
        do the same work on a busy machine too; set DOTNET_TieredCompilation=0, or much of it is the compiler's.
        """;

    public static ApiOptions? Read(IReadOnlyList<string> arguments)
    {
        var options = new ApiOptions(40, 10, 2, IsTraced: true, null);
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var value = index + 1 < arguments.Count ? arguments[index + 1] : "";
            var isNumber = double.TryParse(value, CultureInfo.InvariantCulture, out var number);
            var changed = (arguments[index], isNumber) switch
            {
                ("--rounds", true) when number >= 1 => options with { Rounds = (int)number },
                ("--warm-up", true) when number >= 0 => options with { WarmUpRounds = (int)number },
                ("--callers", true) when number >= 1 => options with { Callers = (int)number },
                ("--traced", true) when number is 0 or 1 => options with { IsTraced = number > 0 },
                ("--functions", _) when value.Length > 0 => options with { Functions = value },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options;
    }
}
