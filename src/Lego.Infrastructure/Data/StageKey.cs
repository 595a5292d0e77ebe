using Amazon.CDK.AWS.KMS;
using Constructs;
using Lego.Infrastructure.Stages;

namespace Lego.Infrastructure.Data;

/// <summary>The key that encrypts the stage's data, where it has one of its own.</summary>
internal static class StageKey
{
    /// <returns>The key, or null where AWS keeps the keys.</returns>
    public static Key? Of(Construct scope, StageSettings settings) => settings.EncryptionKey == EncryptionKey.CustomerManaged
        ? new Key(scope, "Key", new KeyProps
        {
            Alias = $"alias/{StageNames.Prefix(settings.Stage)}",
            Description = $"Data of {StageNames.Prefix(settings.Stage)}",
            EnableKeyRotation = true,
            RemovalPolicy = Removal.Of(settings),
        })
        : null;
}
