using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>The unfinished multipart uploads of a bucket.</summary>
internal sealed class MultipartUploads
{
    private readonly DataLayout _layout;
    private readonly string _folder;
    private readonly ConcurrentDictionary<string, MultipartUpload> _uploads = new(StringComparer.Ordinal);

    private MultipartUploads(DataLayout layout, string folder) => (_layout, _folder) = (layout, folder);

    /// <summary>In the order that S3 lists them: by key, then by age.</summary>
    public IReadOnlyList<StoredUpload> All =>
    [
        .. _uploads.Values.Select(upload => upload.Stored)
            .OrderBy(upload => upload.Key, KeyOrder.Instance)
            .ThenBy(upload => upload.Initiated)
            .ThenBy(upload => upload.UploadId, StringComparer.Ordinal),
    ];

    public static MultipartUploads Open(DataLayout layout, string folder)
    {
        var uploads = new MultipartUploads(layout, folder);
        if (!Directory.Exists(folder)) return uploads;
        foreach (var upload in Directory.GetDirectories(folder))
        {
            // The upload's own file is removed first when it ends; a folder without it is what a crash left.
            if (File.Exists(DataLayout.UploadFile(upload))) uploads.Add(MultipartUpload.Open(layout, upload));
            else Directory.Delete(upload, recursive: true);
        }

        return uploads;
    }

    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public void Create(StoredUpload stored)
    {
        var folder = Path.Combine(_folder, stored.UploadId);
        _layout.WriteJson(DataLayout.UploadFile(folder), stored, StorageJson.Default.StoredUpload);
        Add(new MultipartUpload(_layout, folder, stored, []));
    }

    public MultipartUpload Get(string key, string uploadId) =>
        _uploads.TryGetValue(uploadId, out var upload) && upload.Stored.Key == key ? upload : throw S3Errors.NoSuchUpload(uploadId);

    /// <summary>Ends the upload and drops its parts; the caller holds its turn.</summary>
    public void Remove(MultipartUpload upload)
    {
        _uploads.TryRemove(upload.Stored.UploadId, out _);
        upload.DeleteFiles();
    }

    private void Add(MultipartUpload upload) => _uploads[upload.Stored.UploadId] = upload;
}
