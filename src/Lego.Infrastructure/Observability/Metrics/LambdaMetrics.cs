namespace Lego.Infrastructure.Observability.Metrics;

/// <summary>What Lambda publishes of a function. Source: AWS Lambda developer guide, "Types of metrics for Lambda functions".</summary>
internal static class LambdaMetrics
{
    /// <summary>Invocations that ended badly for Lambda: a crash, a timeout, no memory left. An answer of 500 is none of these.</summary>
    public static MetricReference Errors(ObservedFunction function) => Errors(function.Name);

    /// <summary>Invocations of a function outside of the catalog that ended badly for Lambda.</summary>
    /// <param name="functionName">Its name on AWS.</param>
    public static MetricReference Errors(string functionName) => new("AWS/Lambda", "Errors", ("FunctionName", functionName));

    public static MetricReference Invocations(ObservedFunction function) => Of("Invocations", function);

    public static MetricReference Throttles(ObservedFunction function) => Of("Throttles", function);

    /// <summary>Milliseconds.</summary>
    public static MetricReference Duration(ObservedFunction function) => Of("Duration", function);

    public static MetricReference ConcurrentExecutions(ObservedFunction function) => Of("ConcurrentExecutions", function);

    private static MetricReference Of(string name, ObservedFunction function) => new("AWS/Lambda", name, ("FunctionName", function.Name));
}
