using System.Text.Json;
using Lego.TraceConsole.Ingest;
using Lego.TraceConsole.Model;
using Lego.TraceConsole.Store;

namespace Lego.TraceConsole.Api;

internal static class StatsWriter
{
    public static void Write(Utf8JsonWriter json, IngestCounters counters, long? lost, StoreSize size)
    {
        json.WriteStartObject();
        json.WriteNumber("received"u8, counters.Received);
        if (lost is { } datagrams)
        {
            json.WriteNumber("lost"u8, datagrams);
        }

        json.WriteNumber("stored"u8, counters.Stored);
        json.WriteNumber("ignored"u8, counters.Ignored);
        json.WriteStartObject("rejected"u8);
        foreach (var reason in Enum.GetValues<RejectReason>().Where(reason => counters.RejectedFor(reason) > 0))
        {
            json.WriteNumber(reason.ToString(), counters.RejectedFor(reason));
        }

        json.WriteEndObject();
        json.WriteStartObject("logLines"u8);
        json.WriteNumber("stored"u8, counters.LogLines);
        json.WriteNumber("lost"u8, counters.LogLinesLost);
        json.WriteEndObject();
        json.WriteStartObject("store"u8);
        json.WriteNumber("traces"u8, size.Traces);
        json.WriteNumber("documents"u8, size.Documents);
        json.WriteNumber("logLines"u8, size.LogLines);
        json.WriteNumber("bytes"u8, size.Bytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
