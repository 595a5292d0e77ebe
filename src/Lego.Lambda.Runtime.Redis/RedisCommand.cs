using StackExchange.Redis.Profiling;

namespace Lego.Lambda.Runtime.Redis;

/// <summary>A command that has ended.</summary>
/// <param name="Name">For example <c>GET</c>; for one that a cluster sent elsewhere, why.</param>
/// <param name="Start">When it was made (UTC).</param>
/// <param name="End">When its answer was there, or when it was given up.</param>
/// <param name="WasSent">False when it never reached a server.</param>
internal readonly record struct RedisCommand(string Name, DateTime Start, DateTime End, bool WasSent)
{
    private const int MaxName = 32;

    internal static RedisCommand Of(IProfiledCommand profiled)
    {
        var name = profiled.RetransmissionReason is { } reason ? reason.ToString().ToUpperInvariant() : profiled.Command;
        var elapsed = profiled.ElapsedTime;
        return new RedisCommand(
            name.Length > MaxName ? name[..MaxName] : name,
            profiled.CommandCreated,
            profiled.CommandCreated + (elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero),
            // The times that a command did not come to count as zero, so the one after them is negative.
            profiled.EnqueuedToSending >= TimeSpan.Zero && profiled.CreationToEnqueued >= TimeSpan.Zero);
    }
}
