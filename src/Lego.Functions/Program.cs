using Lego.Functions;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.OpenTelemetry;
using Lego.Lambda.Runtime.RuntimeApi;

if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")))
{
    await Console.Error.WriteLineAsync("AWS_LAMBDA_RUNTIME_API is not set: this executable is started by Lambda, or by the local host (./build.sh run).");
    return 1;
}

var options = HandlerOptions.FromEnvironment(static options => OpenTelemetryExporter.FromEnvironment(options));
var loop = RuntimeLoopOptions.For(options);
AppServices? services = null;
try
{
    // Inside the loop's factory, so that a wrong setting is reported to Lambda as an init error.
    return await new RuntimeLoop(
        cancellationToken =>
        {
            services = new AppServices(AppSettings.FromEnvironment(), options);
            return FunctionSelection.StartAsync(Environment.GetEnvironmentVariable, services, loop.Snapshot, cancellationToken);
        },
        loop).RunAsync();
}
finally
{
    if (services is not null)
    {
        await services.DisposeAsync();
    }
}
