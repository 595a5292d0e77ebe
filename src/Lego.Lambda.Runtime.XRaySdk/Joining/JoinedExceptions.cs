using Amazon.XRay.Recorder.Core.Internal.Entities;
using Amazon.XRay.Recorder.Core.Strategies;
using Lego.Lambda.Runtime.XRaySdk.Export;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;

namespace Lego.Lambda.Runtime.XRaySdk.Joining;

/// <summary>Inside our traces exceptions are described by our sanitizer, so the recorder only has to hand them over.</summary>
internal sealed class JoinedExceptions(ExceptionSerializationStrategy outside) : ExceptionSerializationStrategy
{
    public List<ExceptionDescriptor> DescribeException(Exception e, IEnumerable<RecorderSubsegment> subsegments)
    {
        if (e is DescribedException described)
        {
            return described.Descriptors;
        }

        if (JoinedTraceContext.IsUnrecorded)
        {
            return [];
        }

        return JoinedTraceContext.Current is null ? outside.DescribeException(e, subsegments) : [new ExceptionDescriptor { Exception = e }];
    }
}
