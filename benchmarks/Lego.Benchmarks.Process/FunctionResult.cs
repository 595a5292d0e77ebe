namespace Lego.Benchmarks.Process;

/// <summary>What was measured of one program.</summary>
/// <param name="Name">The program.</param>
/// <param name="FirstPollMs">From the start of the process to its first poll, milliseconds.</param>
/// <param name="FirstAnswerMs">From the start to the first answer; to the end, of a program that answers nothing.</param>
/// <param name="ProcessorMs">Processor time until the first answer, milliseconds; null for a program that answers nothing.</param>
/// <param name="AnswerUs">From the event to the answer of a warm invocation, microseconds.</param>
/// <param name="WarmUs">From one event to the next, with the poll between them, microseconds.</param>
internal sealed record FunctionResult(
    string Name, Sample? FirstPollMs, Sample FirstAnswerMs, Sample? ProcessorMs, Sample? AnswerUs, Sample? WarmUs);
