namespace Lego.Lambda.Runtime.XRay;

/// <summary>The ways out that the environment chooses by name.</summary>
internal static class TraceExports
{
    internal const string EnvironmentVariable = "LEGO_TRACE_EXPORT";

    private const string XRay = "xray";
    private const string OpenTelemetry = "otlp";

    /// <summary>Puts the chosen ways out in the place of the X-Ray exporter that the options have.</summary>
    /// <param name="options">Options whose exporter is the one to X-Ray.</param>
    /// <param name="setting">Names with commas between; null or blank for X-Ray alone.</param>
    /// <param name="openTelemetry">Makes the way out over OpenTelemetry's protocol; called only when it is chosen.</param>
    /// <param name="warn">Told what is wrong with the setting.</param>
    internal static HandlerOptions Choose(
        HandlerOptions options, string? setting, Func<HandlerOptions, ITraceExporter>? openTelemetry, Action<string> warn)
    {
        var names = (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var hasXRay = Array.Exists(names, static name => Is(name, XRay));
        var hasOpenTelemetry = Array.Exists(names, static name => Is(name, OpenTelemetry));
        if (Array.Find(names, static name => !Is(name, XRay) && !Is(name, OpenTelemetry)) is { } unknown)
        {
            warn($"{EnvironmentVariable} names '{unknown}'; it takes {XRay}, {OpenTelemetry} or both with a comma between.");
        }

        if (!hasOpenTelemetry)
        {
            return options;
        }

        if (openTelemetry is null)
        {
            warn($"{EnvironmentVariable} names {OpenTelemetry}, but this program has no such way out; traces go to X-Ray.");
            return options;
        }

        var added = openTelemetry(options);
        if (hasXRay)
        {
            return options with { Exporter = new CombinedExporter([options.Exporter, added], warn) };
        }

        (options.Exporter as IDisposable)?.Dispose();
        return options with { Exporter = added };
    }

    private static bool Is(string name, string known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);
}
