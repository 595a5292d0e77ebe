using Lego.LocalHost.Embedded.ObjectStore.Signing;

namespace Lego.LocalHost.Embedded.ObjectStore.Http;

/// <summary>A request whose address is parsed and whose signature is checked.</summary>
internal sealed record S3Request(HttpContext Context, RequestTarget Target, VerifiedSignature Signature)
{
    public string Method => Context.Request.Method;

    public string Bucket => Target.Bucket;

    public string Key => Target.Key;

    public S3Query Query => Target.Query;

    public HttpResponse Response => Context.Response;

    /// <summary>The header's value, or null when it is absent or empty.</summary>
    public string? Header(string name)
    {
        var value = Context.Request.Headers[name].ToString();
        return value.Length == 0 ? null : value;
    }
}
