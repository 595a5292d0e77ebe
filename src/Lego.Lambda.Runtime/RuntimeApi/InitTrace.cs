using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.RuntimeApi;

/// <summary>Traces a process that fails before its first invocation: the only one that no handler can trace.</summary>
internal static class InitTrace
{
    internal static void Send(HandlerOptions options, LambdaEnvironment environment, Exception exception, DateTimeOffset started)
    {
        if (!options.Exporter.IsEnabled || !options.Tracing.Keep.HasFlag(KeepPolicy.Faults))
        {
            return;
        }

        var segment = new FunctionSegment(default)
        {
            Name = environment.FunctionName.Length > 0 ? environment.FunctionName : "function",
            LogGroup = environment.LogGroupName,
            IsColdStart = true,
        };
        try
        {
            options.Exporter.Export(InvocationTrace.OfInit(segment, exception, started, options));
        }
#pragma warning disable CA1031 // Lambda has to be told of the failure, whatever becomes of its trace.
        catch (Exception)
#pragma warning restore CA1031
        {
            HandlerLog.TracingWarning(options.LoggerFactory.CreateLogger("Lego.Lambda.Tracing"), "The failed start could not be traced.");
        }
    }
}
