using System.Globalization;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Sampling;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Reads tracing options from environment variables. A value that can't be read is told in a warning, and the default stands: a function
/// must not fail to start because of its traces.
/// </summary>
/// <remarks>
/// <c>LEGO_STAGE</c>, <c>LEGO_SAMPLING_RULES</c>, <c>LEGO_SAMPLING_MODE</c> and <c>LEGO_SAMPLING_REMOTE</c> make the sampler;
/// <c>LEGO_TRACE_KEEP</c> is a list of <c>errors</c>, <c>faults</c>, <c>slow</c> and <c>forced</c>, or <c>none</c>; <c>LEGO_TRACE_SLOW_MS</c>
/// says from how many milliseconds on an invocation is slow; <c>LEGO_TRACE_CALLS</c> is a list of <c>database</c>, <c>s3</c>, <c>cache</c>,
/// <c>search</c> and <c>userpool</c>, or <c>all</c> or <c>none</c>; <c>LEGO_TRACE_SEGMENT</c> is <c>automatic</c>, <c>framework</c> or <c>lambda</c>.
/// </remarks>
public static class TracingSettings
{
    /// <summary>Reads the options.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    /// <param name="warn">Told of each value that can't be read.</param>
    /// <param name="inform">Told what is worth knowing once, such as that no sampling rules can be fetched.</param>
    public static TracingOptions FromEnvironment(Func<string, string?> variable, Action<string> warn, Action<string>? inform = null)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(warn);
        var defaults = new TracingOptions();
        return defaults with
        {
            Sampler = Samplers.Create(SamplingSettings.FromEnvironment(variable), warn, inform),
            Keep = Read(variable, warn, "LEGO_TRACE_KEEP", "a list of errors, faults, slow and forced, or none", ReadFlags<KeepPolicy>, defaults.Keep),
            SlowAfter = Read(variable, warn, "LEGO_TRACE_SLOW_MS", "a number of milliseconds from 1 to 900000", ReadMilliseconds, defaults.SlowAfter),
            Calls = Read(
                variable, warn, "LEGO_TRACE_CALLS", "a list of database, s3, cache, search and userpool, or all or none", ReadFlags<TracedCalls>, defaults.Calls),
            PropagateTo = PropagationSettings.Read(variable, warn),
            Segment = Read(variable, warn, "LEGO_TRACE_SEGMENT", "automatic, framework or lambda", ReadSegment, defaults.Segment),
        };
    }

    private static T Read<T>(
        Func<string, string?> variable, Action<string> warn, string name, string expected, Func<string, T?> read, T otherwise)
        where T : struct
    {
        if (variable(name) is not { Length: > 0 } text)
        {
            return otherwise;
        }

        if (read(text) is { } value)
        {
            return value;
        }

        warn($"{name} is '{text}'; it must be {expected}. The default is used.");
        return otherwise;
    }

    private static T? ReadFlags<T>(string text)
        where T : struct, Enum
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return default(T);
        }

        // By name only: a number would be read as a set of flags that nobody means.
        return parts.All(part => char.IsAsciiLetter(part[0])) && Enum.TryParse<T>(string.Join(',', parts), ignoreCase: true, out var flags) ? flags : null;
    }

    private static TimeSpan? ReadMilliseconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 1 and <= 900_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    private static SegmentSource? ReadSegment(string text) =>
        char.IsAsciiLetter(text[0]) && Enum.TryParse<SegmentSource>(text, ignoreCase: true, out var source) ? source : null;
}
