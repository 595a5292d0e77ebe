using System.Buffers.Text;

namespace Lego.Lambda.Runtime.RuntimeApi.Wire;

/// <content>How long the body is, and its chunks.</content>
internal sealed partial class AnswerParser
{
    /// <summary>Far above the 6 MB of an event, and far below what an announced length may make a process allocate.</summary>
    public const int UsualMaxBodyBytes = 64 * 1024 * 1024;

    // A size of 8 digits with its extensions.
    private const int MaxChunkLineBytes = 4 * 1024;

    private int _bodyStart;
    private int _bodyLength;
    private int _chunkLeft;
    private int _trailerBytes;

    /// <summary>The body, in this object's buffer: valid until <see cref="Reset"/>.</summary>
    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(_bodyStart, _bodyLength);

    private void EndHead()
    {
        if (Status < 200)
        {
            // 101 would hand the connection to another protocol, and nobody asked for one.
            if (Status == 101)
                throw Malformed("it switches protocols");
            BeginMessage();
            return;
        }

        _bodyStart = _position;
        if (Status is 204 or 304)
        {
            _phase = Phase.Whole;
        }
        else if (_isChunked)
        {
            // RFC 9112, 6.3: both lengths in one message are an attack or a fault; the chunks count, and the connection ends.
            KeepsConnection &= _contentLength < 0;
            _phase = Phase.ChunkSize;
        }
        else if (_contentLength >= 0)
        {
            EnsureFits(_contentLength);
            _phase = Phase.Body;
        }
        else
        {
            KeepsConnection = false;
            _phase = Phase.BodyUntilClose;
        }
    }

    private bool StepBody()
    {
        switch (_phase)
        {
            case Phase.Body when _received - _bodyStart >= _contentLength:
                _bodyLength = (int)_contentLength;
                _position = _bodyStart + _bodyLength;
                _phase = Phase.Whole;
                return false;
            case Phase.BodyUntilClose:
                EnsureFits(_received - _bodyStart);
                return false;
            case Phase.ChunkSize when TryReadLine(0, MaxChunkLineBytes, out var line):
                BeginChunk(line);
                return true;
            case Phase.ChunkData when _position < _received:
                TakeChunk();
                return true;
            case Phase.ChunkEnd when TryReadLine(0, MaxChunkLineBytes, out var line):
                if (!line.IsEmpty)
                    throw Malformed("a chunk is longer than its size");
                _phase = Phase.ChunkSize;
                return true;
            case Phase.Trailers when TryReadLine(_trailerBytes, MaxHeadBytes, out var line):
                _trailerBytes += _position - _lineStart;
                if (line.IsEmpty)
                    _phase = Phase.Whole;
                return true;
            default:
                return false;
        }
    }

    private void BeginChunk(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)';');
        var digits = (end < 0 ? line : line[..end]).TrimEnd(" \t"u8);
        // Utf8Parser would take a sign or stop at a letter; a size is hexadecimal digits and nothing else.
        if (digits.Length is 0 or > 8 || !Utf8Parser.TryParse(digits, out uint size, out var used, 'x') || used != digits.Length)
            throw Malformed("a chunk has no size");
        if (size == 0)
        {
            _phase = Phase.Trailers;
            return;
        }

        EnsureFits(_bodyLength + (long)size);
        _chunkLeft = (int)size;
        _phase = Phase.ChunkData;
    }

    // Chunks are moved together in place, so that the body is one piece of memory however it came.
    private void TakeChunk()
    {
        var count = Math.Min(_chunkLeft, _received - _position);
        _buffer.AsSpan(_position, count).CopyTo(_buffer.AsSpan(_bodyStart + _bodyLength));
        _bodyLength += count;
        _position += count;
        _searched = _position;
        _chunkLeft -= count;
        if (_chunkLeft == 0)
            _phase = Phase.ChunkEnd;
    }

    // Without it a body of many small chunks would take several times its size.
    private void CloseGap()
    {
        var gap = _isChunked && _phase > Phase.Body ? _position - _bodyStart - _bodyLength : 0;
        if (gap == 0)
            return;
        _buffer.AsSpan(_position, _received - _position).CopyTo(_buffer.AsSpan(_position - gap));
        _position -= gap;
        _received -= gap;
        _searched -= gap;
    }

    private void EnsureFits(long length)
    {
        if (length > maxBodyBytes)
            throw new WireException($"The body of an answer of the {server} is larger than {maxBodyBytes} bytes.");
    }

    private WireException Malformed(string what) => new($"An answer of the {server} is malformed: {what}.");
}
