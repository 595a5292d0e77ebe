namespace Lego.Lambda.Runtime.Errors;

/// <summary>A method as a stack frame names it.</summary>
internal readonly record struct FramePlace(string Type, string Method, string Assembly);
