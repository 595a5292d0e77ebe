using Lego.LocalHost.Embedded.ObjectStore.Http;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The encoding-type of a listing: keys as they are, or percent-encoded.</summary>
internal sealed record KeyEncoding(bool IsUrl)
{
    private const string Parameter = "encoding-type";

    public static KeyEncoding Read(S3Request request) => request.Query[Parameter] switch
    {
        null or "" => new KeyEncoding(IsUrl: false),
        "url" => new KeyEncoding(IsUrl: true),
        var other => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", Parameter, other),
    };

    public string Encode(string key) => IsUrl ? UriEncoding.EncodePath(key) : key;
}
