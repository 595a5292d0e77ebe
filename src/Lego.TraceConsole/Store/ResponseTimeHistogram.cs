namespace Lego.TraceConsole.Store;

/// <summary>
/// Counts response times in bins of equal width on a logarithmic scale: 16 a decade from 100 µs to 1,000 s, one below and one above. The
/// middle of a bin is within 7.5 % of every time in it.
/// </summary>
internal sealed class ResponseTimeHistogram
{
    private const int BinsPerDecade = 16;
    private const int Decades = 7;
    private const double Smallest = 100e-6;
    private const int Bins = (BinsPerDecade * Decades) + 2;

    private readonly long[] _counts = new long[Bins];

    /// <summary>Seconds in the middle of each bin that has something in it, and how much.</summary>
    public IEnumerable<(double Seconds, long Count)> Filled
    {
        get
        {
            for (var bin = 0; bin < Bins; bin++)
            {
                if (_counts[bin] != 0)
                {
                    yield return (MiddleOf(bin), _counts[bin]);
                }
            }
        }
    }

    /// <summary>
    /// Counts of four bins together, so four to a decade, each from a time (included, seconds) to another (excluded, null for no end).
    /// </summary>
    public IEnumerable<(double From, double? To, long Count)> Quarters()
    {
        const int Width = BinsPerDecade / 4;
        yield return (0, EdgeOf(1), _counts[0]);
        for (var bin = 1; bin < Bins - 1; bin += Width)
        {
            yield return (EdgeOf(bin), EdgeOf(bin + Width), _counts.Skip(bin).Take(Width).Sum());
        }

        yield return (EdgeOf(Bins - 1), null, _counts[^1]);
    }

    /// <summary>Counts a response time, or takes it back.</summary>
    public void Add(double seconds, int count) => _counts[BinOf(seconds)] += count;

    public void Add(ResponseTimeHistogram other)
    {
        for (var bin = 0; bin < Bins; bin++)
        {
            _counts[bin] += other._counts[bin];
        }
    }

    /// <summary>Adds what <see cref="Encode"/> wrote.</summary>
    public void Add(ReadOnlySpan<byte> encoded)
    {
        for (var at = 0; at < encoded.Length;)
        {
            var bin = encoded[at++];
            var count = 0L;
            for (var shift = 0; ; shift += 7)
            {
                count |= (long)(encoded[at] & 0x7f) << shift;
                if (encoded[at++] < 0x80)
                {
                    break;
                }
            }

            _counts[bin] += count;
        }
    }

    public const int MaxEncoded = Bins * 11;

    /// <summary>
    /// The bins that have something in them: number, then count in groups of seven bits. A minute of one service takes a few dozen bytes.
    /// </summary>
    public int Encode(Span<byte> buffer)
    {
        var at = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (_counts[bin] > 0)
            {
                buffer[at++] = (byte)bin;
                var count = _counts[bin];
                for (; count >= 0x80; count >>= 7)
                {
                    buffer[at++] = (byte)(count | 0x80);
                }

                buffer[at++] = (byte)count;
            }
        }

        return at;
    }

    private static int BinOf(double seconds) =>
        seconds < Smallest ? 0 : Math.Min(Bins - 1, 1 + (int)(BinsPerDecade * Math.Log10(seconds / Smallest)));

    // Far finer than the microseconds of measured times, and short to read.
    private static double EdgeOf(int bin) => Math.Round(Smallest * Math.Pow(10, (bin - 1d) / BinsPerDecade), 10);

    private static double MiddleOf(int bin) => Smallest * Math.Pow(10, (bin - 0.5) / BinsPerDecade);
}
