namespace Lego.Operations;

/// <summary>What a program has around it, so that a test can give it its own.</summary>
/// <param name="Output">Gets the result.</param>
/// <param name="Error">Gets what went wrong.</param>
/// <param name="Variable">Gives the value of an environment variable, or null.</param>
/// <param name="Clock">Tells the time.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, Func<string, string?> Variable, TimeProvider Clock)
{
    /// <summary>Says why nothing was done.</summary>
    /// <returns>The exit code for it.</returns>
    public int Refuse(string why)
    {
        Error.WriteLine(why);
        return ExitCodes.CouldNotRun;
    }
}
