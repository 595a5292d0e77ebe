using Lego.Lambda.Runtime.Sampling.Remote;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Makes samplers from settings.</summary>
public static class Samplers
{
    // A file of 9,999 rules is smaller; what is larger is something else.
    private const int MaxFile = 4 << 20;

    /// <summary>
    /// Makes the sampler that the settings ask for. It never fails: a value that cannot be used is told, and its default takes its place,
    /// since a function that does not start is worse than one that is sampled differently.
    /// </summary>
    /// <param name="settings">The settings, usually <see cref="SamplingSettings.FromEnvironment"/>.</param>
    /// <param name="warn">Told about each value that cannot be used, and what decides instead.</param>
    /// <param name="inform">Told once when the account's rules cannot be fetched, which where no daemon answers is nothing wrong.</param>
    /// <param name="clock">Tells the seconds of reservoirs and the age of rules.</param>
    public static RuleSampler Create(
        SamplingSettings settings, Action<string> warn, Action<string>? inform = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(warn);
        clock ??= TimeProvider.System;
        var remote = RemoteOf(settings, warn, inform, clock);
        return new RuleSampler(RulesOf(settings, warn), ModeOf(settings.Mode, warn), clock, Random.Shared, remote);
    }

    private static SamplingRules RulesOf(SamplingSettings settings, Action<string> warn)
    {
        if (string.IsNullOrWhiteSpace(settings.Rules))
        {
            return SamplingRules.ForStage(settings.Stage);
        }

        var text = settings.Rules.Trim();
        var isInline = text.StartsWith('{');
        try
        {
            return SamplingRules.Parse(isInline ? text : ReadFile(text));
        }
        catch (Exception exception)
            when (exception is FormatException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var where = isInline ? "inline" : text;
            warn(
                $"{SamplingSettings.RulesVariable} ({where}) cannot be used, and the built-in rules of the stage decide. "
                + exception.Message);
            return SamplingRules.ForStage(settings.Stage);
        }
    }

    private static string ReadFile(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= MaxFile
            ? File.ReadAllText(path)
            : throw new FormatException($"The file has {length} bytes; it may have {MaxFile}.");
    }

    private static SamplingMode ModeOf(string? text, Action<string> warn)
    {
        switch (text?.Trim().ToLowerInvariant())
        {
            case null or "" or "rules":
                return SamplingMode.Rules;
            case "upstream":
                return SamplingMode.Upstream;
            default:
                warn($"{SamplingSettings.ModeVariable} is \"{text}\"; it must be rules or upstream, and rules is used.");
                return SamplingMode.Rules;
        }
    }

    private static RemoteRules? RemoteOf(SamplingSettings settings, Action<string> warn, Action<string>? inform, TimeProvider clock)
    {
        var hasDaemon = DaemonAddress.TryParseTcp(settings.DaemonAddress, out var daemon);
        switch (settings.Remote?.Trim().ToLowerInvariant())
        {
            case "off":
                return null;
            case null or "":
                break;
            case "on":
                if (!hasDaemon)
                {
                    warn(
                        $"{SamplingSettings.RemoteVariable} is on, but {DaemonAddress.EnvironmentVariable} names no daemon; "
                        + "local rules decide.");
                }

                break;
            default:
                warn($"{SamplingSettings.RemoteVariable} is \"{settings.Remote}\"; it must be on or off, and on is used.");
                break;
        }

        return hasDaemon ? new RemoteRules(daemon, clock, Random.Shared, inform, unpolled: 1) : null;
    }
}
