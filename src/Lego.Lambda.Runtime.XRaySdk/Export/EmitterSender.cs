using System.Text.Json;
using Amazon.XRay.Recorder.Core;
using Amazon.XRay.Recorder.Core.Internal.Emitters;
using Lego.Lambda.Runtime.XRay;
using RecorderSubsegment = Amazon.XRay.Recorder.Core.Internal.Entities.Subsegment;

namespace Lego.Lambda.Runtime.XRaySdk.Export;

/// <summary>Reads the documents that our exporter wrote and gives them to the recorder's emitter as its own entities.</summary>
internal sealed class EmitterSender : IDocumentSender
{
    private static readonly JsonSegmentMarshaller Marshaller = new();

    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        try
        {
            var json = new Utf8JsonReader(datagram[(datagram.IndexOf((byte)'\n') + 1)..]);
            using var document = JsonDocument.ParseValue(ref json);
            return Send(EntityReader.Read(document.RootElement), AWSXRayRecorder.Instance.Emitter);
        }
#pragma warning disable CA1031 // The emitter may be anybody's; what it throws must not fail the request whose trace this is.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>The recorder writes more text than we do for the same content, so what just fitted may have to be cut once more.</summary>
    private static bool Send(RecorderSubsegment document, ISegmentEmitter emitter)
    {
        if (Marshaller.Marshall(document).Length <= XRayExporter.MaxDatagram)
        {
            emitter.Send(document);
            return true;
        }

        if (!document.IsSubsegmentsAdded)
        {
            return false;
        }

        RecorderSubsegment[] children = [.. document.Subsegments];
        document.Subsegments.Clear();
        var allSent = Send(document, emitter);
        foreach (var child in children)
        {
            EntityReader.MakeDocument(child, document.TraceId, document.Id);
            allSent &= Send(child, emitter);
        }

        return allSent;
    }
}
