using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>One page of the unfinished uploads of a bucket.</summary>
internal sealed record UploadPage(
    IReadOnlyList<StoredUpload> Uploads, IReadOnlyList<string> Groups, bool IsTruncated, string LastKey, string LastUploadId)
{
    /// <remarks><c>all</c>: In key order, and by age within a key.</remarks>
    public static UploadPage Read(
        IReadOnlyList<StoredUpload> all, string prefix, string delimiter, string keyMarker, string idMarker, int max)
    {
        var uploads = new List<StoredUpload>();
        var groups = new List<string>();
        var (lastKey, lastId) = ("", "");
        foreach (var upload in Behind(all, keyMarker, idMarker).Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var group = FindGroup(upload.Key, prefix, delimiter);
            if (group is not null && (group == keyMarker || (groups.Count > 0 && groups[^1] == group))) continue;
            if (uploads.Count + groups.Count == max)
            {
                return new UploadPage(uploads, groups, IsTruncated: max > 0, lastKey, lastId);
            }

            if (group is null) uploads.Add(upload);
            else groups.Add(group);
            (lastKey, lastId) = (group ?? upload.Key, group is null ? upload.UploadId : "");
        }

        return new UploadPage(uploads, groups, IsTruncated: false, lastKey, lastId);
    }

    private static IEnumerable<StoredUpload> Behind(IReadOnlyList<StoredUpload> all, string keyMarker, string idMarker)
    {
        if (keyMarker.Length == 0) return all;
        var marked = all.Index().FirstOrDefault(entry => entry.Item.Key == keyMarker && entry.Item.UploadId == idMarker);
        return marked.Item is not null
            ? all.Skip(marked.Index + 1)
            : all.Where(upload => KeyOrder.Instance.Compare(upload.Key, keyMarker) > 0);
    }

    private static string? FindGroup(string key, string prefix, string delimiter)
    {
        var end = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }
}
