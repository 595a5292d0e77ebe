namespace Lego.TraceConsole.Filters;

/// <summary>What is wrong with a text, and where.</summary>
/// <param name="Offset">Characters before the place; equal to the text's length where something is missing at its end.</param>
/// <param name="Length">Characters that the place covers; 0 at the end.</param>
/// <param name="Found">What stands there, as it is named in the message.</param>
/// <param name="Expected">What could stand there instead.</param>
/// <param name="Message">One sentence for the reader, which counts characters from 1.</param>
internal sealed record FilterError(int Offset, int Length, string Found, string Expected, string Message);
