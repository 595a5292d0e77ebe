namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <remarks>
/// <c>After</c> is the key or group to continue behind, null to begin at the start.
/// When <c>IsAfterGroup</c>, all keys in that group are done.
/// </remarks>
internal sealed record ListQuery(string Prefix, string Delimiter, string? After, bool IsAfterGroup, int MaxKeys);
