using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Lego.TraceConsole.Model;

/// <summary>
/// One segment or subsegment as it was sent, with what the store has to know of it before it is put together with others.
/// </summary>
internal sealed record SegmentDocument(string TraceId, ulong Id, bool InProgress, ReadOnlyMemory<byte> Body)
{
    public const string Subsegment = "subsegment";

    // Each level of subsegments takes two levels of JSON.
    public const int MaxDepth = 512;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    public string IdText => Id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The rules of PutTraceSegments. Takes over <paramref name="body"/> and may mend escapes in it.</summary>
    public static RejectReason? TryRead(Memory<byte> body, out SegmentDocument? document)
    {
        document = null;
        LoneSurrogates.Replace(body.Span);
        if (!Utf8.IsValid(body.Span) || !SegmentMembers.TryRead(body.Span, out var members))
        {
            return RejectReason.ParseError;
        }

        if (members.Problem is { } problem)
        {
            return problem;
        }

        document = new SegmentDocument(members.TraceId!, members.Id!.Value, members.InProgress, body);
        return null;
    }

    /// <summary>The id of a document that may be invalid otherwise; null when it has none.</summary>
    public static string? FindId(ReadOnlySpan<byte> body) =>
        SegmentMembers.TryRead(body, out var members) && members.Id is { } id ? id.ToString("x16", CultureInfo.InvariantCulture) : null;

    public static JsonElement? ParseBody(byte[] body)
    {
        LoneSurrogates.Replace(body);
        try
        {
            return Utf8.IsValid(body) ? JsonElement.Parse(body, Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
