namespace Lego.LocalHost.Demo;

/// <summary>One call of the story.</summary>
/// <param name="Function">Id of the function.</param>
/// <param name="TraceId">Id of the call's trace.</param>
public sealed record DemoStep(string Function, string TraceId);
