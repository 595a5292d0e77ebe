namespace Lego.Infrastructure.Synthesis;

/// <summary>The Node process that the CDK's constructs live in.</summary>
internal static class JsiiProcess
{
    /// <summary>
    /// Stops its banners about versions of Node, which would hide what synthesis itself has to say: a template is the same whatever
    /// version made it. Before the first construct.
    /// </summary>
    public static void Quiet()
    {
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "18,20,22");
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION", "1");
        Environment.SetEnvironmentVariable("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1");
    }
}
