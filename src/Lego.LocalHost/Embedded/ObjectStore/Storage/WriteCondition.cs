namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>If-Match and If-None-Match of a write, decided at the moment it takes effect.</summary>
internal sealed record WriteCondition(string? IfMatch, bool MustNotExist)
{
    public static WriteCondition None { get; } = new(null, MustNotExist: false);

    public void Check(string key, StoredObject? current)
    {
        if (MustNotExist && current is not null) throw S3Errors.PreconditionFailed("If-None-Match");
        if (IfMatch is null) return;
        if (current is null) throw S3Errors.NoSuchKey(key);
        if (IfMatch != current.ETag) throw S3Errors.PreconditionFailed("If-Match");
    }
}
