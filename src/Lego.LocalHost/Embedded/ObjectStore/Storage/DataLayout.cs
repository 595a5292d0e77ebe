using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>Where things lie in the data folder. No name comes from a client except that of a checked bucket.</summary>
internal sealed class DataLayout(string dataFolder)
{
    public string Lock => Path.Combine(dataFolder, "lock");

    /// <summary>Files on their way in. Whatever is here at a start was left by a crash.</summary>
    public string Staging => Path.Combine(dataFolder, "staging");

    public string Buckets => Path.Combine(dataFolder, "buckets");

    public static string BucketFile(string bucket) => Path.Combine(bucket, "bucket.json");

    public static string Objects(string bucket) => Path.Combine(bucket, "objects");

    public static string Data(string bucket) => Path.Combine(bucket, "data");

    public static string Uploads(string bucket) => Path.Combine(bucket, "uploads");

    public static string UploadFile(string upload) => Path.Combine(upload, "upload.json");

    public static string PartFile(string upload, int number) => Path.Combine(upload, $"part-{number:00000}.json");

    public static string NewFileName() => Guid.NewGuid().ToString("n");

    public static string ObjectFile(string bucket, string key)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return Path.Combine(Objects(bucket), hash[..2], hash + ".json");
    }

    public static string DataFile(string bucket, string name) => Path.Combine(Data(bucket), name[..2], name);

    /// <summary>Written aside and renamed, so that a crash leaves the old file or the new one.</summary>
    public void WriteJson<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var staged = Path.Combine(Staging, NewFileName());
        File.WriteAllBytes(staged, JsonSerializer.SerializeToUtf8Bytes(value, type));
        MoveInto(staged, path);
    }

    public static T ReadJson<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), type) ?? throw new JsonException("The file holds null.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"The object store's file {path} cannot be read; remove it or reset the data folder.", error);
        }
    }

    public static void MoveInto(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to, overwrite: true);
    }
}
