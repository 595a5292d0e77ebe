using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Sampling;

/// <summary>What a function's environment says about sampling, as texts that are not checked yet.</summary>
public sealed record SamplingSettings
{
    /// <summary>Names the stage, and so the built-in rules.</summary>
    public const string StageVariable = LogLevelSetting.StageVariable;

    /// <summary>Replaces the built-in rules: the path of a file, or a document when it starts with <c>{</c>.</summary>
    public const string RulesVariable = "LEGO_SAMPLING_RULES";

    /// <summary><c>rules</c> (the default) or <c>upstream</c>, see <see cref="SamplingMode"/>.</summary>
    public const string ModeVariable = "LEGO_SAMPLING_MODE";

    /// <summary><c>on</c> (the default where there is a daemon address) or <c>off</c>: fetch the account's rules over the daemon.</summary>
    public const string RemoteVariable = "LEGO_SAMPLING_REMOTE";

    /// <summary>Value of <see cref="StageVariable"/>.</summary>
    public string? Stage { get; init; }

    /// <summary>Value of <see cref="RulesVariable"/>.</summary>
    public string? Rules { get; init; }

    /// <summary>Value of <see cref="ModeVariable"/>.</summary>
    public string? Mode { get; init; }

    /// <summary>Value of <see cref="RemoteVariable"/>.</summary>
    public string? Remote { get; init; }

    /// <summary>Value of <see cref="XRay.DaemonAddress.EnvironmentVariable"/>.</summary>
    public string? DaemonAddress { get; init; }

    /// <summary>Reads the variables.</summary>
    /// <param name="variable">Gives the value of a variable, or null; null for those of the process.</param>
    public static SamplingSettings FromEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return new SamplingSettings
        {
            Stage = variable(StageVariable),
            Rules = variable(RulesVariable),
            Mode = variable(ModeVariable),
            Remote = variable(RemoteVariable),
            DaemonAddress = variable(XRay.DaemonAddress.EnvironmentVariable),
        };
    }
}
