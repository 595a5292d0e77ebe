namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>Bucket, key and query of a path-style address, taken from the request line as it was sent.</summary>
/// <remarks>The server's own path is of no use here: it resolves <c>..</c>, which S3 treats as part of the key.</remarks>
internal sealed record RequestTarget(string Path, string Bucket, string Key, S3Query Query)
{
    public static RequestTarget Parse(string rawTarget)
    {
        var target = rawTarget;
        if (!target.StartsWith('/'))
        {
            var authority = target.IndexOf("://", StringComparison.Ordinal);
            var start = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
            target = start < 0 ? "/" : target[start..];
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = UriEncoding.Decode(mark < 0 ? target : target.AsSpan(0, mark), plusIsBlank: false);
        var query = S3Query.Parse(mark < 0 ? "" : target[(mark + 1)..]);
        var slash = path.IndexOf('/', 1);
        return slash < 0
            ? new RequestTarget(path, path[1..], "", query)
            : new RequestTarget(path, path[1..slash], path[(slash + 1)..], query);
    }
}
