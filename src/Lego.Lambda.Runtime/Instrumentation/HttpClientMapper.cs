using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>
/// Reads the requests of .NET's own HTTP client: one node for each host, with the request and the status. A request that an SDK or a traced
/// call makes is part of that call.
/// </summary>
/// <remarks>
/// .NET starts one activity for each hop of a redirect and ends it with the headers of the answer, so the time of a streamed body is not in
/// it. The activities of opening a connection, resolving a name and the TLS handshake are other sources' and are not listened to.
/// </remarks>
public sealed class HttpClientMapper : ActivityMapper
{
    /// <inheritdoc/>
    public override string SourceName => "System.Net.Http";

    /// <inheritdoc/>
    public override DependencyKind Kind => DependencyKind.Http;

    /// <inheritdoc/>
    public override DependencyCall? Describe(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return HttpConvention.Describe(activity);
    }
}
