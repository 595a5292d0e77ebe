using System.Globalization;

namespace Lego.TraceConsole.Load;

/// <summary>How much is sent, and what is measured.</summary>
internal sealed record LoadOptions(int Traces, int DocumentsPerSecond, int Reads, string? Folder, bool Keep, bool Steps)
{
    public const string Usage = """
        Usage: Lego.TraceConsole.Load [--traces N] [--rate N] [--reads N] [--data FOLDER] [--keep] [--steps]
          --traces  traces to send, four documents and eleven subsegments each; default 10000, 0 only reads
          --rate    documents a second, default 20000
          --reads   repetitions of each query, default 20
          --data    folder of the store; a temporary one by default
          --keep    leaves the store where it is
          --steps   measures each step of the way into the store instead
        Sends traces of one hour to a console in a process of its own, by UDP, and says what got lost, how long it took to store and to
        summarise, how much memory it took, and how long queries over that hour take.
        """;

    public static LoadOptions? Read(IReadOnlyList<string> arguments)
    {
        var options = new LoadOptions(10_000, 20_000, 20, null, Keep: false, Steps: false);
        for (var index = 0; index < arguments.Count; index++)
        {
            var value = index + 1 < arguments.Count ? arguments[index + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            (var changed, index) = (arguments[index], isNumber) switch
            {
                ("--traces", true) => (options with { Traces = number }, index + 1),
                ("--rate", true) when number > 0 => (options with { DocumentsPerSecond = number }, index + 1),
                ("--reads", true) when number > 0 => (options with { Reads = number }, index + 1),
                ("--data", _) when value.Length > 0 => (options with { Folder = value }, index + 1),
                ("--steps", _) => (options with { Steps = true }, index),
                ("--keep", _) => (options with { Keep = true }, index),
                _ => (null, index),
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
