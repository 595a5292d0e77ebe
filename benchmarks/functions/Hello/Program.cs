using Hello;
using Lego.Lambda.Runtime;
using Lego.Lambda.Runtime.RuntimeApi;

var options = HandlerOptions.FromEnvironment();
return await new RuntimeLoop(
    _ => ValueTask.FromResult<IInvocationHandler>(new TypedInvocationHandler<HelloRequest, HelloAnswer>(
        new HelloHandler(options), HelloJson.Default.HelloRequest, HelloJson.Default.HelloAnswer)),
    RuntimeLoopOptions.For(options)).RunAsync();
