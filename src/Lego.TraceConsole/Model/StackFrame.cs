namespace Lego.TraceConsole.Model;

public sealed record StackFrame(string? Path, int? Line, string? Label);
