using Lego.LocalHost.Embedded.ObjectStore.Body;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>Name of a <see cref="ChecksumAlgorithm"/> and base64, which ends in <c>-N</c> when made from the checksums of N parts.</summary>
internal sealed record StoredChecksum(string Algorithm, string Value, string Type)
{
    public const string FullObject = "FULL_OBJECT";

    public const string Composite = "COMPOSITE";

    public static StoredChecksum Of(ChecksumAlgorithm algorithm, Digests digests) =>
        new(algorithm.Name, Convert.ToBase64String(digests.Checksums[algorithm]), FullObject);
}
