using Lego.LocalHost.Gateway;

namespace Lego.LocalHost;

/// <summary>What the local stack runs and where. Ports of 0 take free ones.</summary>
public sealed record LocalStackOptions
{
    /// <summary>Everything that survives a restart lies below this folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Starts with an empty data folder.</summary>
    public bool Reset { get; init; }

    public int GatewayPort { get; init; } = 5080;

    public int ConsolePort { get; init; } = 5081;

    public int RuntimeApiPort { get; init; } = 5082;

    public int StorePort { get; init; } = 5083;

    public int SearchPort { get; init; } = 5084;

    public int CachePort { get; init; } = 5085;

    public int DatabasePort { get; init; } = 5086;

    public int UserPoolPort { get; init; } = 5087;

    public int DaemonPort { get; init; } = 2000;

    /// <summary>Share of requests that are traced when their caller did not decide, 0 to 1.</summary>
    public double SamplingRate { get; init; } = 1;

    /// <summary>In which payload format functions get their events; with 1.0 the gateway is a REST API's stage.</summary>
    public PayloadFormat EventFormat { get; init; } = PayloadFormat.Version2;

    /// <summary>False for tests: the database need not survive a crash of the machine.</summary>
    public bool DurableDatabase { get; init; } = true;

    /// <summary>False when the caller polls the Runtime API itself.</summary>
    public bool RunFunctions { get; init; } = true;

    /// <summary>Reads the settings that point at outside servers.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>More variables of the functions process, on top of those that say where its servers are; null takes one away.</summary>
    public IReadOnlyDictionary<string, string?> FunctionVariables { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets the lines of the functions process in a form for people; the trace console gets them as they are.</summary>
    public Action<string>? FunctionOutput { get; init; }

    /// <summary>Gets the lines of the functions process as they are.</summary>
    public Action<string>? FunctionLines { get; init; }

    /// <summary>Gets what a person at the console should know, one line at a time.</summary>
    public Action<string> Notice { get; init; } = static _ => { };

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>All ports 0, no flushing, nothing taken from the environment.</summary>
    public static LocalStackOptions ForTests(string dataFolder) => new()
    {
        DataFolder = dataFolder,
        GatewayPort = 0,
        ConsolePort = 0,
        RuntimeApiPort = 0,
        StorePort = 0,
        SearchPort = 0,
        CachePort = 0,
        DatabasePort = 0,
        UserPoolPort = 0,
        DaemonPort = 0,
        DurableDatabase = false,
        Environment = static _ => null,
    };
}
