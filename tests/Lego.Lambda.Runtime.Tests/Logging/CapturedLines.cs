using System.Text;
using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Logging;

namespace Lego.Lambda.Runtime.Tests.Logging;

/// <summary>A stream that keeps every write apart, so that a test sees whether a line came in one piece.</summary>
internal sealed class CapturedLines : Stream
{
    private readonly List<byte[]> _writes = [];
    private int _writersInside;
    private volatile bool _overlapped;

    public CapturedLines() => Output = new JsonLineOutput(this);

    public JsonLineOutput Output { get; }

    /// <summary>Two writes were inside the stream at a time: on a pipe their bytes could mix.</summary>
    public bool Overlapped => _overlapped;

    public IReadOnlyList<byte[]> Writes
    {
        get
        {
            lock (_writes)
                return [.. _writes];
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Every write as one JSON object; fails when a write is not exactly one line of it.</summary>
    public List<JsonObject> Read() => [.. Writes.Select(static write =>
    {
        var text = Encoding.UTF8.GetString(write);
        Assert.That(text, Does.EndWith("\n"));
        Assert.That(text.AsSpan(0, text.Length - 1).Contains('\n'), Is.False, "a line holds no line feed");
        return JsonNode.Parse(text)!.AsObject();
    })];

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Interlocked.Increment(ref _writersInside) > 1)
            _overlapped = true;
        Thread.SpinWait(50);
        lock (_writes)
            _writes.Add(buffer.ToArray());
        Interlocked.Decrement(ref _writersInside);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
