namespace Lego.Infrastructure.Stages;

/// <summary>Whose key encrypts data at rest. Encrypted they are in any case.</summary>
public enum EncryptionKey
{
    /// <summary>Keys that AWS keeps: no cost, no policy of one's own.</summary>
    AwsManaged,

    /// <summary>A key of this stage in KMS, rotated each year: who may use it is up to its policy, and each use is in CloudTrail.</summary>
    CustomerManaged,
}
