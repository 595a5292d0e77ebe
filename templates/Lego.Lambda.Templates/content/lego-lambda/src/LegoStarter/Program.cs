using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.RuntimeApi;
using LegoStarter;

var options = HandlerOptions.FromEnvironment();

// Inside the loop's factory, so that a wrong setting is reported to Lambda as an init error.
return await new RuntimeLoop(
    _ => ValueTask.FromResult(FunctionCatalog.Serve(
        Environment.GetEnvironmentVariable("LEGO_FUNCTION"), new AppServices(AppSettings.FromEnvironment(), options))),
    RuntimeLoopOptions.For(options)).RunAsync();
