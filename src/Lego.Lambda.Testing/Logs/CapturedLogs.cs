using System.Collections;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Testing.Logs;

/// <summary>Log lines in the order of writing. A failed assertion shows all of them.</summary>
[StackTraceHidden]
public sealed class CapturedLogs : IReadOnlyList<LogEntry>
{
    private readonly List<LogEntry> _lines;

    internal CapturedLogs(IEnumerable<JsonObject> lines) => _lines = [.. lines.Select(line => new LogEntry(line))];

    /// <summary>Number of lines.</summary>
    public int Count => _lines.Count;

    /// <summary>A line by its place.</summary>
    /// <param name="index">Place from 0.</param>
    public LogEntry this[int index] => _lines[index];

    /// <summary>Asserts that there is a line with a message; what follows narrows it down.</summary>
    /// <param name="message">A part of the message. The case counts.</param>
    /// <exception cref="AssertionFailedException">There is none.</exception>
    public LogMatch Has(string message) => new(Narrowing<LogEntry>.Start(
        $"log line {Expectation.Quote(message)}", Containing(message), isEvery: false, Picture));

    /// <summary>Asserts that no line has a message.</summary>
    /// <param name="message">A part of the message. The case counts.</param>
    /// <exception cref="AssertionFailedException">One has.</exception>
    public CapturedLogs HasNo(string message)
    {
        var found = Containing(message).Count;
        return found == 0
            ? this
            : throw new AssertionFailedException($"Expected no log line {Expectation.Quote(message)}, but found {found}.{Picture()}");
    }

    /// <summary>Asserts that no line is as severe as a level, or more.</summary>
    /// <param name="level">For example <see cref="LogLevel.Warning"/>.</param>
    /// <exception cref="AssertionFailedException">One is.</exception>
    public CapturedLogs HasNothingAt(LogLevel level)
    {
        var bound = LogMatch.AsWritten(level);
        var found = _lines.Count(line => line.Level >= bound);
        return found == 0 ? this : throw new AssertionFailedException($"Expected no log line at {bound} or above, but found {found}.{Picture()}");
    }

    /// <inheritdoc/>
    public IEnumerator<LogEntry> GetEnumerator() => _lines.GetEnumerator();

    /// <summary>One line for each, without the ids that all of them have.</summary>
    public override string ToString() => string.Join('\n', _lines);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<LogEntry> Containing(string message)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        return _lines.FindAll(line => line.Message.Contains(message, StringComparison.Ordinal));
    }

    private string Picture() => _lines.Count == 0 ? "\n\nThere are no log lines.\n" : $"\n\nThe log lines:\n{ToString()}\n";
}
