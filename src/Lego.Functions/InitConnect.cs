namespace Lego.Functions;

/// <summary>Whether a process opens the connections of its function before the first invocation.</summary>
public enum InitConnect
{
    /// <summary>Database and cache, where the function has them.</summary>
    On,

    /// <summary>None; each is opened by the first request that needs it.</summary>
    Off,
}
