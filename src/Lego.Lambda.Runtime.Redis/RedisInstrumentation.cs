using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using StackExchange.Redis;

namespace Lego.Lambda.Runtime.Redis;

/// <summary>Traces the commands of StackExchange.Redis.</summary>
/// <remarks>
/// The client has no activities of its own, but a profiler, which this takes. The profiler tells names and times of commands, never keys or
/// values. It does not tell what a command answered: a failure shows where its exception passes, in the traced call around it or at the root.
/// Of a transaction it sees the <c>EXEC</c> alone.
/// </remarks>
public static class RedisInstrumentation
{
    /// <summary>
    /// Traces every command of a connection that belongs to a recorded invocation, from now on. Replaces the connection's profiler.
    /// </summary>
    /// <param name="multiplexer">
    /// The connection. Its node on the service map has the name of <see cref="DependencyTargets.CacheHost"/> where that is one of its
    /// configured hosts, else of the first of them; one name however many nodes a cluster has.
    /// </param>
    public static void Enable(IConnectionMultiplexer multiplexer)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        RemoteExceptions.Register(IsRemote);
        multiplexer.RegisterProfiler(new RedisConnection(multiplexer.GetEndPoints(configuredOnly: true)).SessionOfCaller);
    }

    private static bool IsRemote(Exception exception) => exception is RedisServerException;
}
