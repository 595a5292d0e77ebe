using Lego.Lambda.Runtime.AwsSdk;
using Lego.Lambda.Runtime.Instrumentation;

namespace Lego.Lambda.Conformance.Tests;

/// <summary>What the peer's program captures is instrumented on our side; both is one for the process, and comes before any client.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    [OneTimeSetUp]
    public void Instrument()
    {
        ActivityInstrumentation.Use(new HttpClientMapper());
        AwsSdkInstrumentation.Enable();
    }
}
