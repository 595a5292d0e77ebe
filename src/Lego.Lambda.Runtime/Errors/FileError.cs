namespace Lego.Lambda.Runtime.Errors;

/// <summary>One thing that is wrong in an uploaded file.</summary>
/// <param name="Code">Kind of the problem, such as <c>CSV_PARSE_ERROR</c>.</param>
/// <param name="Message">A text that is safe to show to the caller.</param>
/// <param name="Line">Record it was found in, counted from 1 with the header.</param>
/// <param name="Column">Column in that record, counted from 1.</param>
public sealed record FileError(string Code, string Message, int? Line = null, int? Column = null);
