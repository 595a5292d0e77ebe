using System.Net;
using Lego.Lambda.Runtime.Tracing;
using StackExchange.Redis.Profiling;

namespace Lego.Lambda.Runtime.Redis;

/// <summary>A connection: which node of the service map it is, and where its commands go.</summary>
internal sealed class RedisConnection(EndPoint[] endpoints)
{
    private readonly string[] _hosts = [.. endpoints.Select(HostOf)];

    /// <summary>
    /// The session for a command that is sent now, by the thread that sends it; null where nothing is recorded. Each subsegment has its own,
    /// since a profiled command does not know who sent it.
    /// </summary>
    internal ProfilingSession? SessionOfCaller() =>
        Subsegment.Current?.PendingOf(this, static (connection, around) => new RedisCalls(connection, around))?.Next();

    internal string NodeName(DependencyTargets targets)
    {
        // The name may have the kind of server in front, where the host alone would not tell it from another.
        var configured = targets.CacheHost;
        var host = configured.AsSpan(configured.IndexOf('@', StringComparison.Ordinal) + 1);
        foreach (var known in _hosts)
        {
            if (host.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return configured;
            }
        }

        return _hosts.Length > 0 ? "redis@" + _hosts[0] : configured;
    }

    private static string HostOf(EndPoint endpoint) => endpoint switch
    {
        DnsEndPoint name => name.Host,
        IPEndPoint address => address.Address.ToString(),
        // A Unix socket.
        _ => "localhost",
    };
}
