namespace Lego.Operations;

/// <summary>What a script can tell the outcome by.</summary>
internal static class ExitCodes
{
    public const int Good = 0;

    /// <summary>It ran, and something is missing.</summary>
    public const int Gap = 1;

    /// <summary>A wrong option, or a server that could not be reached.</summary>
    public const int CouldNotRun = 2;
}
