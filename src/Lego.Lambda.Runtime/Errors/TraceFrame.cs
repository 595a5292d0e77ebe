namespace Lego.Lambda.Runtime.Errors;

/// <summary>One stack frame of a <see cref="TraceException"/>.</summary>
/// <param name="Path">File name without folders when symbols know it, else the assembly's name; may be empty.</param>
/// <param name="Line">Line in that file; 0 when not known.</param>
/// <param name="Label">Class and method.</param>
public sealed record TraceFrame(string Path, int Line, string Label);
