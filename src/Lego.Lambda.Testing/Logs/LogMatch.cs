using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Lego.Lambda.Testing.Logs;

/// <summary>The log lines that fit so far; each expectation keeps those that meet it and fails when none is left.</summary>
[StackTraceHidden]
public sealed class LogMatch
{
    private readonly Narrowing<LogEntry> _narrowing;

    internal LogMatch(Narrowing<LogEntry> narrowing) => _narrowing = narrowing;

    /// <summary>The lines that fit, at least one.</summary>
    public IReadOnlyList<LogEntry> Lines => _narrowing.Items;

    /// <summary>Expects the number of lines that fit.</summary>
    /// <param name="count">The number.</param>
    /// <exception cref="AssertionFailedException">It is another.</exception>
    public LogMatch Times(int count) => new(_narrowing.Times(count));

    /// <summary>Expects a level.</summary>
    /// <param name="level">The level; a line tells trace from debug, and critical from error, as little as CloudWatch does.</param>
    /// <exception cref="AssertionFailedException">It is another.</exception>
    public LogMatch At(LogLevel level) => new(_narrowing.Where(
        $"at {AsWritten(level)}", line => line.Level == AsWritten(level), line => $"it is at {line.Level}"));

    /// <summary>Expects a member of the line.</summary>
    /// <param name="member">Its name in camelCase, for example <c>statusCode</c>.</param>
    /// <param name="value">Its value, of any JSON shape.</param>
    /// <exception cref="AssertionFailedException">It is missing or has another value.</exception>
    public LogMatch With(string member, JsonNode? value) => new(_narrowing.Where(
        $"with {member} = {Expectation.Json(value)}",
        line => JsonNode.DeepEquals(line.Json[member], value),
        line => line.Json[member] is { } found ? $"it has {member} = {Expectation.Json(found)}" : $"it has no {member}"));

    /// <summary>Expects an exception.</summary>
    /// <typeparam name="TException">Its class. The line names no base classes.</typeparam>
    /// <param name="message">A part of its sanitized message; null for any.</param>
    /// <exception cref="AssertionFailedException">There is none or another.</exception>
    public LogMatch WithException<TException>(string? message = null)
        where TException : Exception => new(_narrowing.Where(
            $"of {Expectation.Exception<TException>(message)}",
            line => line.IsOf<TException>(message),
            line => line.Error is null ? "it has no error" : $"it has {line.Exception()}"));

    /// <summary>The level that a line has for a level of the logger.</summary>
    internal static LogLevel AsWritten(LogLevel level) => level switch
    {
        LogLevel.Trace => LogLevel.Debug,
        LogLevel.Critical => LogLevel.Error,
        _ => level,
    };
}
