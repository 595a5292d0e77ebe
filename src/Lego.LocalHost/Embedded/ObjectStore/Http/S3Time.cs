using System.Globalization;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

internal static class S3Time
{
    public static string Iso(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string Http(DateTimeOffset value) => value.ToString("r", CultureInfo.InvariantCulture);
}
