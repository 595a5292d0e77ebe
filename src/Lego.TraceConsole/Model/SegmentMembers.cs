using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lego.TraceConsole.Model;

/// <summary>
/// The members of a document that decide whether it is taken, read in one pass and without a tree. A member of the wrong type counts as absent.
/// Rules and their names: AWS X-Ray developer guide, "X-Ray segment documents", and the error codes of PutTraceSegments.
/// </summary>
internal struct SegmentMembers
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = SegmentDocument.MaxDepth };

    private bool _hasType;
    private bool _isSubsegment;
    private bool _isSegment;
    private bool _hasId;
    private bool _hasName;
    private bool _hasTraceId;
    private bool _hasParentId;
    private ulong? _parentId;
    private double? _start;
    private double? _end;

    public ulong? Id { get; private set; }

    public string? TraceId { get; private set; }

    public bool InProgress { get; private set; }

    /// <summary>The first rule that the document breaks; null when it is fit to be stored.</summary>
    public readonly RejectReason? Problem => this switch
    {
        { _hasType: true, _isSegment: false, _isSubsegment: false } => RejectReason.UnknownType,
        { _hasId: false } => RejectReason.MissingId,
        { Id: null } => RejectReason.InvalidId,
        { _hasName: false } => RejectReason.MissingName,
        { _hasTraceId: false } => RejectReason.MissingTraceId,
        { TraceId: null } => RejectReason.InvalidTraceId,
        { _start: null } => RejectReason.MissingStartTime,
        { _isSubsegment: true, _hasParentId: false } => RejectReason.MissingParentId,
        { _hasParentId: true, _parentId: null } => RejectReason.InvalidParentId,
        { InProgress: true, _end: not null, _isSubsegment: true } => RejectReason.InProgressSubsegmentHasEndTime,
        { InProgress: true, _end: not null } => RejectReason.InProgressSegmentHasEndTime,
        { InProgress: false, _end: null } => RejectReason.MissingEndTime,
        _ => null,
    };

    /// <summary>False when the text is no JSON object from its first to its last character.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out SegmentMembers members)
    {
        members = default;
        try
        {
            var reader = new Utf8JsonReader(body, Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                members.ReadMember(ref reader);
            }

            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("trace_id"u8))
        {
            var text = NextText(ref reader);
            _hasTraceId = !text.IsEmpty;
            TraceId = TraceIds.TryNormalize(Encoding.UTF8.GetString(text), out var id) ? id : null;
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            (_hasId, Id) = NextId(ref reader);
        }
        else if (reader.ValueTextEquals("parent_id"u8))
        {
            (_hasParentId, _parentId) = NextId(ref reader);
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            _hasName = NextText(ref reader).ContainsAnyExcept(" \t\r\n"u8);
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            var text = NextText(ref reader);
            _hasType = reader.TokenType == JsonTokenType.String;
            _isSubsegment = text.SequenceEqual("subsegment"u8);
            _isSegment = text.SequenceEqual("segment"u8);
        }
        else if (reader.ValueTextEquals("start_time"u8))
        {
            _start = NextTime(ref reader);
        }
        else if (reader.ValueTextEquals("end_time"u8))
        {
            _end = NextTime(ref reader);
        }
        else if (reader.ValueTextEquals("in_progress"u8))
        {
            reader.Read();
            InProgress = reader.TokenType == JsonTokenType.True;
        }
        else
        {
            reader.Read();
        }

        reader.Skip();
    }

    private static (bool Exists, ulong? Id) NextId(ref Utf8JsonReader reader)
    {
        var text = NextText(ref reader);
        return text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? (true, id)
            : (!text.IsEmpty, null);
    }

    private static double? NextTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var time) && EpochTime.IsValid(time) ? time : null;
    }

    private static ReadOnlySpan<byte> NextText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.String ? default
            : reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!)
            : reader.ValueSpan;
    }
}
