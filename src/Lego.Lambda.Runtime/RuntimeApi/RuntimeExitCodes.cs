namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>What <see cref="RuntimeLoop.RunAsync"/> returns, meant as the exit code of the process.</summary>
public static class RuntimeExitCodes
{
    /// <summary>The loop was told to stop and did.</summary>
    public const int Stopped = 0;

    /// <summary>The handler could not be made; the Runtime API was told.</summary>
    public const int InitFailed = 1;

    /// <summary>The Runtime API answered 500: the environment is broken and the process has to end at once.</summary>
    public const int EnvironmentBroken = 2;

    /// <summary>The Runtime API could not be reached, or kept refusing.</summary>
    public const int RuntimeApiUnreachable = 3;

    /// <summary>A hook around the snapshot failed; the Runtime API was told.</summary>
    public const int SnapshotFailed = 4;
}
