using Amazon;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Telemetry;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Traces the calls of all clients of the AWS SDK for .NET, version 4, in this process.</summary>
/// <remarks>
/// The SDK's telemetry provider tells when an operation starts, ends and fails. Which bucket, table, queue, topic or function it was for, it
/// does not tell; that is read from the request in the client's pipeline, for clients that are made after this.
/// </remarks>
public static class AwsSdkInstrumentation
{
    /// <summary>Name of the activity source of the operations, for other listeners. It has activities in recorded invocations only.</summary>
    public const string SourceName = "Lego.Lambda.AwsSdk";

    /// <summary>
    /// Traces every operation that belongs to a recorded invocation, from now on. A telemetry provider that the application has set stays
    /// and goes on to get what it got before; one that it sets later has to be followed by another call.
    /// </summary>
    public static void Enable() => Enable(AWSConfigs.TelemetryProvider);

    /// <summary>The same for clients whose configuration has a telemetry provider of its own.</summary>
    /// <param name="provider">The provider of the configuration. It stays, and gets what it got before.</param>
    public static void Enable(TelemetryProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ActivityInstrumentation.Use(AwsSdkMapper.Instance);
        RemoteExceptions.Register(AwsErrors.IsRemote);
        RuntimePipelineCustomizerRegistry.Instance.Register(AwsCallCustomizer.Instance);
        if (provider.TracerProvider is not AwsSdkTracerProvider)
        {
            provider.RegisterTracerProvider(new AwsSdkTracerProvider(provider.TracerProvider));
        }
    }
}
