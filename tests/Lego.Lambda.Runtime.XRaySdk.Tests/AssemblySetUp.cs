using Amazon.XRay.Recorder.Core;

namespace Lego.Lambda.Runtime.XRaySdk.Tests;

/// <summary>The recorder is one for the whole process, so it joins once for all tests.</summary>
[SetUpFixture]
public sealed class AssemblySetUp
{
    /// <summary>The recorder as it was before: what an AWS client holds that was made too early.</summary>
    internal static AWSXRayRecorder Replaced { get; private set; } = null!;

    /// <summary>What leaves by the recorder's own way.</summary>
    internal static SpyEmitter Emitter { get; } = new();

    [OneTimeSetUp]
    public void Join()
    {
        Replaced = AWSXRayRecorder.Instance;
        Replaced.Emitter.Dispose();
        Replaced.Emitter = Emitter;
        RecorderInterop.JoinAwsClients();
    }

    [OneTimeTearDown]
    public void Close() => AWSXRayRecorder.Instance.Dispose();
}
