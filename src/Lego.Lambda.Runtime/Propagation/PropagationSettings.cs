namespace Lego.Lambda.Runtime.Propagation;

/// <summary>To whom the trace is handed on, from the environment.</summary>
internal static class PropagationSettings
{
    internal const string HostsVariable = "LEGO_TRACE_PROPAGATE_TO";

    internal static IReadOnlyList<string> Read(Func<string, string?> variable, Action<string> warn)
    {
        var hosts = (variable(HostsVariable) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var host in hosts)
        {
            if (!HostPatterns.IsPattern(host))
            {
                warn($"{HostsVariable} has the entry '{host}', which is ignored: {HostPatterns.Rule}.");
            }
        }

        return [.. hosts.Where(HostPatterns.IsPattern)];
    }
}
