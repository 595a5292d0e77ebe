using System.Text.RegularExpressions;

namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>S3's rule for names, which also makes every bucket name a safe folder name.</summary>
internal static partial class BucketName
{
    public static bool IsValid(string name) => Pattern().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
