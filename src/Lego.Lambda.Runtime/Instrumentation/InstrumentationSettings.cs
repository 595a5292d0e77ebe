using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Switches on what the environment asks for.</summary>
internal static class InstrumentationSettings
{
    internal const string LibrariesVariable = "LEGO_TRACE_INSTRUMENT";
    internal const string SourcesVariable = "LEGO_TRACE_SOURCES";

    private const string None = "none";

    private static readonly Dictionary<string, Func<ActivityMapper>> Libraries = new(StringComparer.OrdinalIgnoreCase)
    {
        ["npgsql"] = static () => new NpgsqlMapper(),
        ["http"] = static () => new HttpClientMapper(),
    };

    internal static void Apply(Func<string, string?> variable, Action<string> warn)
    {
        foreach (var mapper in Read(variable, warn))
        {
            ActivityInstrumentation.Use(mapper);
        }
    }

    /// <summary>What the variables name: all libraries that are known unless some, or none, are given; sources only those given.</summary>
    internal static IReadOnlyList<ActivityMapper> Read(Func<string, string?> variable, Action<string> warn)
    {
        var mappers = new List<ActivityMapper>();
        var names = Split(variable(LibrariesVariable));
        foreach (var name in names.Length > 0 ? names : [.. Libraries.Keys])
        {
            if (Libraries.TryGetValue(name, out var create))
            {
                mappers.Add(create());
            }
            else if (!string.Equals(name, None, StringComparison.OrdinalIgnoreCase))
            {
                warn($"{LibrariesVariable} has the entry '{name}', which is ignored: known are {string.Join(", ", Libraries.Keys)} and {None}.");
            }
        }

        foreach (var source in Split(variable(SourcesVariable)))
        {
            if (SourceOf(source, warn) is { } mapper)
            {
                mappers.Add(mapper);
            }
        }

        return mappers;
    }

    /// <summary><c>Name</c>, or <c>Name=kind</c>.</summary>
    private static SemanticConventionMapper? SourceOf(string entry, Action<string> warn)
    {
        var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts[0].Length > 0 && parts[0] != LambdaActivitySource.Name)
        {
            if (parts.Length == 1)
            {
                return new SemanticConventionMapper(parts[0]);
            }

            if (Enum.TryParse<DependencyKind>(parts[1], ignoreCase: true, out var kind) && !char.IsAsciiDigit(parts[1][0]))
            {
                return new SemanticConventionMapper(parts[0], kind);
            }
        }

        warn($"{SourcesVariable} has the entry '{entry}', which is ignored: it must be the name of an activity source, "
            + $"which may be followed by = and one of {string.Join(", ", Enum.GetNames<DependencyKind>()).ToLowerInvariant()}.");
        return null;
    }

    private static string[] Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
