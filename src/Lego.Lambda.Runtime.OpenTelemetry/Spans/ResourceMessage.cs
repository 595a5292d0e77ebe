using Lego.Lambda.Runtime.OpenTelemetry.Configuration;
using Lego.Lambda.Runtime.OpenTelemetry.Protobuf;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.OpenTelemetry.Spans;

/// <summary>Writes what all spans of a process have in common, once.</summary>
internal static class ResourceMessage
{
    internal static ReadOnlyMemory<byte> Write(IReadOnlyDictionary<string, AnnotationValue> resource)
    {
        var message = new ProtobufWriter();
        var attributes = new AttributeWriter(message);
        attributes.Begin(OtlpFields.ResourceAttributes);
        foreach (var (key, value) in resource)
        {
            if (key == LambdaResource.LogGroups)
            {
                attributes.PutList(key, value.Text);
            }
            else
            {
                attributes.PutValue(key, value);
            }
        }

        return message.Written;
    }
}
