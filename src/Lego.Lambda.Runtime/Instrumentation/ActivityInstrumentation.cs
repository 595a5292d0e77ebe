using System.Diagnostics;
using Lego.Lambda.Runtime.Propagation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Which libraries are instrumented in this process.</summary>
/// <remarks>Activity listeners are one set for the process, as activity sources are; so is this.</remarks>
public static class ActivityInstrumentation
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Sources = new(StringComparer.Ordinal);

    /// <summary>Instruments a library from now on. A source that has a mapper already keeps it.</summary>
    /// <param name="mapper">Reads the library's activities.</param>
    /// <returns>False when the source had a mapper.</returns>
    /// <exception cref="ArgumentException">The mapper names no source, or that of the framework itself.</exception>
    public static bool Use(ActivityMapper mapper)
    {
        ArgumentNullException.ThrowIfNull(mapper);
        if (string.IsNullOrEmpty(mapper.SourceName) || mapper.SourceName == LambdaActivitySource.Name)
        {
            throw new ArgumentException(
                $"{nameof(ActivityMapper.SourceName)} is '{mapper.SourceName}'; it must be the source of a library.", nameof(mapper));
        }

        TracePropagator.Install();
        lock (Gate)
        {
            if (!Sources.Add(mapper.SourceName))
            {
                return false;
            }
        }

        ActivitySource.AddActivityListener(new MappedSource(mapper).CreateListener());
        return true;
    }
}
