namespace Lego.Benchmarks.Process;

/// <summary>One program that is measured.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Path">The executable.</param>
/// <param name="Handler">The variable <c>_HANDLER</c>.</param>
/// <param name="Event">The event of every invocation.</param>
/// <param name="Answers">False for a program that only starts and ends.</param>
internal sealed record MeasuredFunction(string Name, string Path, string Handler, byte[] Event, bool Answers = true);
