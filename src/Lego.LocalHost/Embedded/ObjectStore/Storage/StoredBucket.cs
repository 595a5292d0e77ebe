namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

internal sealed record StoredBucket(DateTimeOffset Created);
