using System.Buffers;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <summary>
/// Takes the bytes of one HTTP/1.1 answer as they arrive, in pieces of any size, and tells where in its buffer status, headers and body
/// lie. Serves one answer after the other.
/// </summary>
/// <param name="server">Who answers, for the texts of errors: <c>Runtime API</c>.</param>
/// <param name="maxBodyBytes">Longest body that is taken.</param>
/// <remarks>
/// RFC 9112. Interim answers (1xx) are skipped. What a header or a chunk may not be is refused, since a connection whose end of message is
/// guessed would hand the bytes of one invocation to the next.
/// </remarks>
internal sealed partial class AnswerParser(string server, int maxBodyBytes = AnswerParser.UsualMaxBodyBytes) : IDisposable
{
    /// <summary>Status line and headers, interim answers before them, and the trailers after a chunked body.</summary>
    public const int MaxHeadBytes = 64 * 1024;

    // An event with its headers mostly comes in one piece of this size.
    private const int UsualBytes = 16 * 1024;

    private readonly (int Start, int Length)[] _values = new (int, int)[(int)HeaderSlot.Count];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
    private int _received;
    private int _position;
    private int _searched;
    private int _lineStart;
    private Phase _phase;
    private long _contentLength;
    private bool _isChunked;

    private enum Phase
    {
        StatusLine,
        Headers,
        Body,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        BodyUntilClose,
        Whole,
    }

    /// <summary>The status; 0 before its line came.</summary>
    public int Status { get; private set; }

    public bool IsWhole => _phase == Phase.Whole;

    /// <summary>Whether a byte of the answer came.</summary>
    public bool HasBytes => _received > 0;

    /// <summary>Whether the connection may carry another request after this answer.</summary>
    public bool KeepsConnection { get; private set; }

    /// <summary>Makes room for the next answer; what the last one returned is no longer valid.</summary>
    public void Reset()
    {
        if (_buffer.Length > UsualBytes)
            Replace(ArrayPool<byte>.Shared.Rent(UsualBytes), keep: 0);
        _received = 0;
        _position = 0;
        _searched = 0;
        BeginMessage();
    }

    /// <summary>Where the next bytes go; never empty.</summary>
    public Span<byte> Free()
    {
        CloseGap();
        var wanted = _phase == Phase.Body ? _bodyStart + (int)_contentLength : _received + 1;
        if (wanted > _buffer.Length)
        {
            var length = _phase == Phase.Body ? wanted : _buffer.Length * 2;
            Replace(ArrayPool<byte>.Shared.Rent(length), keep: _received);
        }

        return _buffer.AsSpan(_received);
    }

    /// <summary>Takes note of bytes that were put into <see cref="Free"/>.</summary>
    /// <exception cref="WireException">The answer is malformed, or larger than the limits.</exception>
    public void Advance(int count)
    {
        _received += count;
        while (Step())
        {
        }

        // What nobody asked for belongs to no request; whatever it is, the next answer must not begin with it.
        if (IsWhole && _position < _received)
            KeepsConnection = false;
    }

    /// <summary>Takes note that the other side has closed the connection.</summary>
    /// <exception cref="WireException">The answer is not whole.</exception>
    public void End()
    {
        KeepsConnection = false;
        if (_phase != Phase.BodyUntilClose)
            throw new WireException($"The {server} closed the connection in the middle of an answer.");
        _bodyLength = _received - _bodyStart;
        _position = _received;
        _phase = Phase.Whole;
    }

    /// <summary>The value of a header; empty when the answer has none.</summary>
    public ReadOnlySpan<byte> Value(HeaderSlot slot) => _buffer.AsSpan(_values[(int)slot].Start, _values[(int)slot].Length);

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void BeginMessage()
    {
        Array.Clear(_values);
        _phase = Phase.StatusLine;
        _contentLength = -1;
        _isChunked = false;
        _bodyStart = 0;
        _bodyLength = 0;
        _trailerBytes = 0;
        Status = 0;
        KeepsConnection = true;
    }

    private void Replace(byte[] buffer, int keep)
    {
        _buffer.AsSpan(0, keep).CopyTo(buffer);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = buffer;
    }

    // False when there is nothing more to do with the bytes that are there.
    private bool Step()
    {
        switch (_phase)
        {
            case Phase.StatusLine when TryReadLine(_position, MaxHeadBytes, out var line):
                ReadStatus(line);
                return true;
            case Phase.Headers when TryReadLine(_position, MaxHeadBytes, out var line):
                if (line.IsEmpty)
                    EndHead();
                else
                    ReadHeader(line);
                return true;
            case Phase.StatusLine or Phase.Headers or Phase.Whole:
                return false;
            default:
                return StepBody();
        }
    }

    // A line ends with LF; the CR before it belongs to the end.
    private bool TryReadLine(int before, int limit, out ReadOnlySpan<byte> line)
    {
        var end = _buffer.AsSpan(_searched, _received - _searched).IndexOf((byte)'\n');
        var length = (end < 0 ? _received : _searched + end) - _position;
        if (before + length >= limit)
            throw new WireException($"The headers in an answer of the {server}, or those of a chunk, are larger than {limit} bytes.");
        if (end < 0)
        {
            _searched = _received;
            line = default;
            return false;
        }

        _lineStart = _position;
        line = _buffer.AsSpan(_position, length);
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        _position = _searched = _searched + end + 1;
        return true;
    }
}
