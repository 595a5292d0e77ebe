using Lego.Lambda.Runtime.AwsSdk;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Redis;
using StackExchange.Redis;

namespace Lego.Functions;

/// <summary>
/// Switches on the tracing of libraries that have a package of their own, where the environment wants it. Called by what makes the first
/// client of a library, so that a function without it loads neither.
/// </summary>
internal static class Instrumented
{
    public static void AwsSdk()
    {
        if (ActivityInstrumentation.Wants("aws"))
        {
            AwsSdkInstrumentation.Enable();
        }
    }

    public static void Redis(IConnectionMultiplexer multiplexer)
    {
        if (ActivityInstrumentation.Wants("redis"))
        {
            RedisInstrumentation.Enable(multiplexer);
        }
    }
}
