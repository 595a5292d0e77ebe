using System.Text.Json;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.OpenTelemetry;
using Lego.Lambda.Runtime.RuntimeApi;
using Lego.Migrations;

var isOnLambda = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API"));
if (!isOnLambda && args.Length != 1)
{
    await Console.Error.WriteLineAsync(
        "AWS_LAMBDA_RUNTIME_API is not set: this executable is started by Lambda. Give the event, such as '{\"repair\":true}', to run it once "
        + "on the servers of the environment. The local host (./build.sh run) migrates by itself.");
    return 1;
}

var options = HandlerOptions.FromEnvironment(static options => OpenTelemetryExporter.FromEnvironment(options));
if (!isOnLambda)
{
    try
    {
        var migrate = new Migrate(MigrationSettings.From(Environment.GetEnvironmentVariable), options);
        await Console.Out.WriteLineAsync(await LocalInvocation.RunAsync(migrate, args[0], options.Clock));
        return 0;
    }
    catch (JsonException exception)
    {
        await Console.Error.WriteLineAsync($"The event is not one of the migrations, such as '{{\"repair\":true}}': {exception.Message}");
        return 2;
    }
    catch (InvalidOperationException exception)
    {
        await Console.Error.WriteLineAsync(exception.Message);
        return 2;
    }
}

return await new RuntimeLoop(
    // Inside the loop's factory, so that a wrong setting is reported to Lambda as an init error.
    _ => ValueTask.FromResult<IInvocationHandler>(new TypedInvocationHandler<MigrationRequest, MigrationReport>(
        new Migrate(MigrationSettings.From(Environment.GetEnvironmentVariable), options),
        MigrationJson.Default.MigrationRequest,
        MigrationJson.Default.MigrationReport)),
    RuntimeLoopOptions.For(options)).RunAsync();
