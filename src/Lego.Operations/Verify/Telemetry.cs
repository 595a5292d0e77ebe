using Lego.Operations.Aws;
using Lego.Operations.Logs;
using Lego.Operations.XRay;

namespace Lego.Operations.Verify;

/// <summary>Where the traces and the log lines of a stage are asked for.</summary>
/// <param name="XRay">Traces and service map.</param>
/// <param name="Logs">Log lines.</param>
internal sealed record Telemetry(XRayClient XRay, ILogSource Logs)
{
    /// <summary>The trace console of this machine, or X-Ray and CloudWatch Logs of a region.</summary>
    public static Telemetry Of(VerifyOptions options, HttpClient http, TimeProvider clock)
    {
        if (options.Console is { } console)
        {
            return new Telemetry(new XRayClient(console, new AwsJsonClient(http, XRayClient.Service, null, clock)), new ConsoleLogs(http, console));
        }

        var signer = new AwsRequestSigner(options.Region, null, clock);
        return new Telemetry(
            new XRayClient(
                new Uri($"https://xray.{options.Region}.amazonaws.com"), new AwsJsonClient(http, XRayClient.Service, signer, clock)),
            new CloudWatchLogs(
                new Uri($"https://logs.{options.Region}.amazonaws.com/"), new AwsJsonClient(http, CloudWatchLogs.Service, signer, clock)));
    }
}
