using System.Diagnostics;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>Reads a remote procedure call. Source: OpenTelemetry semantic conventions, "RPC client spans".</summary>
internal static class RpcConvention
{
    /// <summary>The call, or null where the activity is none.</summary>
    internal static DependencyCall? Describe(Activity activity)
    {
        if (activity.Text("rpc.system.name", "rpc.system") is not { } system)
        {
            return null;
        }

        var service = activity.Text("rpc.service");
        if (system == "aws-api" && service is not null)
        {
            return new DependencyCall
            {
                Kind = DependencyKind.Aws,
                Name = service,
                AwsOperation = activity.Text("rpc.method") ?? activity.OperationName,
                Region = activity.Text("cloud.region"),
                AwsRequestId = activity.Text("aws.request_id"),
                HttpStatus = activity.Number("http.response.status_code", "http.status_code"),
            };
        }

        return new DependencyCall
        {
            Kind = DependencyKind.Other,
            Name = activity.Text("server.address", "net.peer.name") ?? service ?? system,
        };
    }
}
