namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>Eight lookup tables of one CRC polynomial, given bit-reversed.</summary>
internal sealed class CrcTable
{
    private readonly ulong[] _table = new ulong[8 * 256];

    private CrcTable(int bytes, ulong polynomial)
    {
        Bytes = bytes;
        Mask = ulong.MaxValue >> (64 - (8 * bytes));
        for (var i = 0; i < 256; i++)
        {
            var crc = (ulong)i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
            _table[i] = crc;
        }

        for (var i = 256; i < _table.Length; i++)
        {
            var previous = _table[i - 256];
            _table[i] = _table[(int)(previous & 0xff)] ^ (previous >> 8);
        }
    }

    public static CrcTable Crc32 { get; } = new(4, 0xEDB88320);

    public static CrcTable Crc32C { get; } = new(4, 0x82F63B78);

    public static CrcTable Crc64Nvme { get; } = new(8, 0x9A6C9329AC4BC9B5);

    public int Bytes { get; }

    /// <summary>All ones in the width of the CRC: start value and final inversion.</summary>
    public ulong Mask { get; }

    public ulong Step(ulong crc, byte value) => _table[(int)((crc ^ value) & 0xff)] ^ (crc >> 8);

    public ulong Step(ulong word)
    {
        var table = _table;
        return table[(7 * 256) + (int)(word & 0xff)]
            ^ table[(6 * 256) + (int)((word >> 8) & 0xff)]
            ^ table[(5 * 256) + (int)((word >> 16) & 0xff)]
            ^ table[(4 * 256) + (int)((word >> 24) & 0xff)]
            ^ table[(3 * 256) + (int)((word >> 32) & 0xff)]
            ^ table[(2 * 256) + (int)((word >> 40) & 0xff)]
            ^ table[256 + (int)((word >> 48) & 0xff)]
            ^ table[(int)(word >> 56)];
    }
}
