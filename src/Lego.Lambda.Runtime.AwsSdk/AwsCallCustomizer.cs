using Amazon.Runtime.Internal;

namespace Lego.Lambda.Runtime.AwsSdk;

/// <summary>Puts our handler into the pipeline of every client that is made.</summary>
internal sealed class AwsCallCustomizer : IRuntimePipelineCustomizer
{
    internal static readonly AwsCallCustomizer Instance = new();

    private AwsCallCustomizer()
    {
    }

    public string UniqueName => AwsSdkInstrumentation.SourceName;

    public void Customize(Type type, RuntimePipeline pipeline)
    {
        // Behind the marshaller, where there is a request to read, and before the retries, so that it is read once. A pipeline that has
        // none is another library's own: its calls are traced without their resource.
        if (pipeline.EnumerateHandlers().Any(static handler => handler.GetType() == typeof(Marshaller)))
        {
            pipeline.AddHandlerAfter<Marshaller>(new AwsCallHandler());
        }
    }
}
