namespace Lego.Demo;

/// <summary>One call of the story.</summary>
/// <param name="Function">Id of the function.</param>
/// <param name="TraceId">Id of the call's trace.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Expected">HTTP status that the story expects.</param>
public sealed record DemoStep(string Function, string TraceId, int Status, int Expected);
