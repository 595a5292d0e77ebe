using Lego.LocalHost.Embedded.ObjectStore.Http;
using Lego.LocalHost.Embedded.ObjectStore.Storage;

namespace Lego.LocalHost.Embedded.ObjectStore.Operations;

/// <summary>The conditional headers of requests that create an object.</summary>
internal static class WriteHeaders
{
    public static WriteCondition ReadCondition(S3Request request)
    {
        var ifNoneMatch = request.Header("If-None-Match");
        if (ifNoneMatch is not (null or "*")) throw S3Errors.NotImplemented("If-None-Match of a write with anything but *");
        return new WriteCondition(request.Header("If-Match")?.Trim('"'), MustNotExist: ifNoneMatch is not null);
    }
}
