using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.XRay;

namespace Lego.Lambda.Testing.Capture;

/// <summary>
/// Stands in the daemon's and standard output's place, and gives each document and line to the invocation that it belongs to. The ids in
/// it decide; where they do not, the invocation that the code runs for.
/// </summary>
internal sealed class OutputRouter : IDocumentSender
{
    // The largest UDP payload over IPv4: what is larger would not leave a socket either.
    private const int MaxDatagram = 65_507;

    private static readonly AsyncLocal<CapturedOutput?> Ambient = new();

    private readonly Lock _gate = new();
    private readonly List<CapturedOutput> _running = [];

    /// <summary>Everything, also what belongs to no invocation.</summary>
    internal CapturedOutput All { get; } = new(null, null);

    /// <summary>Makes an invocation known. Call it in the async method that awaits the invocation: what it makes current ends there.</summary>
    internal void Enter(CapturedOutput output)
    {
        Ambient.Value = output;
        lock (_gate)
        {
            _running.Add(output);
        }
    }

    internal void Leave(CapturedOutput output)
    {
        lock (_gate)
        {
            _running.Remove(output);
        }
    }

    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length > MaxDatagram || Read(datagram) is not var (text, document))
        {
            return false;
        }

        All.AddDocument(text);
        var traceId = (string?)document["trace_id"];
        OwnerOf(output => output.TraceId == traceId)?.AddDocument(text);
        return true;
    }

    internal void TakeLogLine(ReadOnlySpan<byte> line)
    {
        var json = Parse(line);
        All.AddLogLine(json);
        OwnerOfLine(json)?.AddLogLine(json);
    }

    internal void TakeMetricLine(ReadOnlySpan<byte> line)
    {
        var json = Parse(line);
        All.AddMetricLine(json);
        OwnerOfLine(json)?.AddMetricLine(json);
    }

    private CapturedOutput? OwnerOfLine(JsonObject line)
    {
        var requestId = (string?)line["requestId"];
        return OwnerOf(output => output.RequestId == requestId);
    }

    /// <summary>Two invocations may share an id, when a test says so; then the current one is meant.</summary>
    private CapturedOutput? OwnerOf(Func<CapturedOutput, bool> matches)
    {
        var current = Ambient.Value;
        lock (_gate)
        {
            if (current is not null && !_running.Contains(current))
            {
                current = null;
            }

            return current is not null && matches(current) ? current : _running.FindLast(output => matches(output)) ?? current;
        }
    }

    // Source: AWS X-Ray developer guide, "Sending segment documents to the daemon": header line, newline, one document.
    private static (string Text, JsonObject Document)? Read(ReadOnlySpan<byte> datagram)
    {
        var newline = datagram.IndexOf((byte)'\n');
        try
        {
            var header = newline > 0 ? Parse(datagram[..newline]) : [];
            var body = datagram[(newline + 1)..];
            return (string?)header["format"] == "json" && (int?)header["version"] == 1 ? (Encoding.UTF8.GetString(body), Parse(body)) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static JsonObject Parse(ReadOnlySpan<byte> json) => JsonNode.Parse(json)!.AsObject();
}
