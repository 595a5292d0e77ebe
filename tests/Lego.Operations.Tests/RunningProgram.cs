using Lego.Operations.Verify;

namespace Lego.Operations.Tests;

/// <summary>What a program wrote and how it ended.</summary>
internal sealed record RunningProgram(int ExitCode, string Output, string Error)
{
    public static Task<RunningProgram> VerifyAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(VerifyProgram.RunAsync, arguments, static _ => null, TimeProvider.System, cancellationToken);

    public static async Task<RunningProgram> RunAsync(
        Func<IReadOnlyList<string>, Terminal, CancellationToken, Task<int>> program,
        IReadOnlyList<string> arguments,
        Func<string, string?> variable,
        TimeProvider clock,
        CancellationToken cancellationToken,
        Action<string>? written = null)
    {
        using var output = new WatchedWriter(written ?? (static _ => { }));
        using var error = new StringWriter();
        var code = await program(arguments, new Terminal(output, error, variable, clock), cancellationToken);
        return new RunningProgram(code, output.ToString(), error.ToString());
    }

    /// <summary>The line of the table with that check.</summary>
    public string Row(string check) => Output.Split('\n').First(line => line.StartsWith(check + " ", StringComparison.Ordinal));

    /// <summary>The sentence about the gap of a check.</summary>
    public string Sentence(string check) => Output.Split('\n').First(line => line.StartsWith($"- {check}: ", StringComparison.Ordinal));

    /// <summary>Keeps what is written, and tells each line as it comes.</summary>
    private sealed class WatchedWriter(Action<string> written) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            written(value ?? "");
        }

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            written(value ?? "");
        }
    }
}
