namespace Lego.Lambda.Runtime.Logging;

/// <summary>A stream of lines: each line goes out in one write, so that lines of parallel invocations never interleave.</summary>
/// <remarks>
/// Whatever must reach CloudWatch unchanged (log lines, embedded metrics) shares one output, since the lock lies here.
/// Writing never throws: a process without a readable standard output must still serve requests.
/// </remarks>
public sealed class JsonLineOutput
{
    // The managed .NET runtime rewrites Console.Out and wraps each line; the raw stream is what leaves the lines alone.
    private static readonly Lazy<JsonLineOutput> Standard = new(() => new JsonLineOutput(StandardOutputStream.Open()));

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private long _lostLines;

    /// <summary>Lines go to <paramref name="stream"/>, which stays the caller's to dispose.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    public JsonLineOutput(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
    }

    /// <summary>The raw standard output of this process.</summary>
    public static JsonLineOutput StandardOutput => Standard.Value;

    /// <summary>How many lines could not be written since the start.</summary>
    public long LostLines => Interlocked.Read(ref _lostLines);

    /// <summary>Writes one line; <paramref name="line"/> holds the text in UTF-8 and ends with a line feed.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        try
        {
            lock (_gate)
            {
                _stream.Write(line);
                _stream.Flush();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or NotSupportedException
            or UnauthorizedAccessException)
        {
            CountLost();
        }
    }

    internal void CountLost() => Interlocked.Increment(ref _lostLines);
}
