using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Handlers.AwsSdk;
using Lego.Lambda.Runtime.XRaySdk.Joining;

namespace Lego.Lambda.Runtime.XRaySdk;

/// <summary>
/// Lets code that calls <see cref="AWSXRayRecorder"/> write into the traces of our handlers. What it records inside of an invocation
/// becomes part of that invocation's trace, in its place, and leaves with it; outside of invocations the recorder works as ever.
/// </summary>
public static class RecorderInterop
{
    private static readonly Lock Gate = new();

    /// <summary>
    /// Makes <see cref="AWSXRayRecorder.Instance"/> join our traces. Call it once as the process starts, and again after code of yours
    /// called <c>AWSXRayRecorder.InitializeInstance</c>, which replaces the recorder. Doing it twice does no harm.
    /// </summary>
    /// <remarks>
    /// The recorder keeps its emitter, options, sampling and strategies. A recorder that was picked up before, by an AWS client for
    /// example, joins as well.
    /// </remarks>
    public static void Join()
    {
        lock (Gate)
        {
            if (AWSXRayRecorder.Instance is JoinedRecorder)
            {
                return;
            }

            var joined = new JoinedRecorder(AWSXRayRecorder.Instance);
            var options = joined.XRayOptions;
            AWSXRayRecorder.InitializeInstance(configuration: null, recorder: joined);
            joined.Restore(options);
        }
    }

    /// <summary>
    /// <see cref="Join"/>, and the recorder's own handler in every client of the AWS SDK that is made from here on: each call becomes a
    /// subsegment of the invocation with namespace <c>aws</c>.
    /// </summary>
    /// <remarks>Leave it out for calls that are traced by <c>TraceS3</c> and the like, or they are in the trace twice.</remarks>
    public static void JoinAwsClients()
    {
        Join();
        AWSSDKHandler.RegisterXRayForAllServices();
    }
}
