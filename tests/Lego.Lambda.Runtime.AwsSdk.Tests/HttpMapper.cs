using System.Diagnostics;
using System.Globalization;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.AwsSdk.Tests;

/// <summary>Reads the runtime's own activities of HTTP requests, which every call of the SDK makes.</summary>
internal sealed class HttpMapper : ActivityMapper
{
    public override string SourceName => "System.Net.Http";

    public override DependencyKind Kind => DependencyKind.Http;

    public override DependencyCall Describe(Activity activity) => new()
    {
        Kind = DependencyKind.Http,
        Name = "http",
        HttpMethod = activity.GetTagItem("http.request.method") as string,
        HttpStatus = activity.GetTagItem("http.response.status_code") is { } status ? Convert.ToInt32(status, CultureInfo.InvariantCulture) : null,
    };
}
