namespace Lego.Functions.Shared;

/// <summary>An object of the bucket, as a list shows it.</summary>
internal readonly record struct StoredObject(string Key, DateTimeOffset LastModified);
