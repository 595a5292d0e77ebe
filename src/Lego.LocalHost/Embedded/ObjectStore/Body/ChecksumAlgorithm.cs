namespace Lego.LocalHost.Embedded.ObjectStore.Body;

/// <summary>One of the checksums that S3 keeps with an object.</summary>
internal sealed class ChecksumAlgorithm
{
    private readonly Func<IChecksum> _create;

    private ChecksumAlgorithm(string name, int length, bool isCrc, Func<IChecksum> create) =>
        (Name, Length, IsCrc, _create) = (name, length, isCrc, create);

    public static ChecksumAlgorithm Crc32 { get; } = new("CRC32", 4, isCrc: true, () => new CrcChecksum(CrcTable.Crc32));

    public static ChecksumAlgorithm Crc32C { get; } = new("CRC32C", 4, isCrc: true, () => new CrcChecksum(CrcTable.Crc32C));

    public static ChecksumAlgorithm Crc64Nvme { get; } = new("CRC64NVME", 8, isCrc: true, () => new CrcChecksum(CrcTable.Crc64Nvme));

    public static ChecksumAlgorithm Sha1 { get; } = new("SHA1", 20, isCrc: false, () => new HashChecksum(new("SHA1")));

    public static ChecksumAlgorithm Sha256 { get; } = new("SHA256", 32, isCrc: false, () => new HashChecksum(new("SHA256")));

    public static IReadOnlyList<ChecksumAlgorithm> All { get; } = [Crc32, Crc32C, Crc64Nvme, Sha1, Sha256];

    /// <summary>The name in headers and documents, as in <c>x-amz-checksum-algorithm: CRC32</c>.</summary>
    public string Name { get; }

    public int Length { get; }

    /// <summary>Only a CRC can stand for a whole object that was uploaded in parts.</summary>
    public bool IsCrc { get; }

    public string Header => $"x-amz-checksum-{Name.ToLowerInvariant()}";

    public string Element => $"Checksum{Name}";

    public static ChecksumAlgorithm? Find(string? name) =>
        All.FirstOrDefault(algorithm => algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static ChecksumAlgorithm? FindByHeader(string header) =>
        All.FirstOrDefault(algorithm => algorithm.Header.Equals(header, StringComparison.OrdinalIgnoreCase));

    public static ChecksumAlgorithm Parse(string name, string argument) =>
        Find(name) ?? throw S3Errors.InvalidRequest(
            $"{argument} is '{name}'; it must be one of {string.Join(", ", All.Select(algorithm => algorithm.Name))}");

    public IChecksum Create() => _create();

    public byte[] Compute(ReadOnlySpan<byte> data)
    {
        using var checksum = Create();
        checksum.Append(data);
        return checksum.Finish();
    }

    /// <summary>The bytes of a declared value; S3 rejects one that cannot be this algorithm's before it reads the body.</summary>
    public byte[] ParseValue(string value)
    {
        var bytes = new byte[Length];
        if (Convert.TryFromBase64String(value, bytes, out var written) && written == Length) return bytes;
        throw S3Errors.InvalidRequest($"Value for {Header} header is invalid.");
    }
}
