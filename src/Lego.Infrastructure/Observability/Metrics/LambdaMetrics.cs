namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>What Lambda publishes of a function. Source: AWS Lambda developer guide, "Types of metrics for Lambda functions".</summary>
internal static class LambdaMetrics
{
    /// <summary>Invocations that ended badly for Lambda: a crash, a timeout, no memory left. An answer of 500 is none of these.</summary>
    public static MetricReference Errors(ObservedFunction function) => Of("Errors", function);

    public static MetricReference Invocations(ObservedFunction function) => Of("Invocations", function);

    public static MetricReference Throttles(ObservedFunction function) => Of("Throttles", function);

    /// <summary>Milliseconds.</summary>
    public static MetricReference Duration(ObservedFunction function) => Of("Duration", function);

    public static MetricReference ConcurrentExecutions(ObservedFunction function) => Of("ConcurrentExecutions", function);

    private static MetricReference Of(string name, ObservedFunction function) => new("AWS/Lambda", name, ("FunctionName", function.Name));
}
