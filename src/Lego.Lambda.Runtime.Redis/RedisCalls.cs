using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Instrumentation;
using Lego.Lambda.Runtime.Tracing;
using StackExchange.Redis.Profiling;

namespace Lego.Lambda.Runtime.Redis;

/// <summary>The commands that one subsegment sends over a connection.</summary>
internal sealed class RedisCalls(RedisConnection connection, Subsegment around) : PendingCalls(connection, around)
{
    // A loop over thousands of commands must not hold them all.
    private const int CollectEvery = 256;

    private readonly ProfilingSession _session = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _totals = new(StringComparer.Ordinal);
    private int _sent;

    internal ProfilingSession Next()
    {
        if (Interlocked.Increment(ref _sent) % CollectEvery == 0)
        {
            CollectSafely();
        }

        return _session;
    }

    protected override void Collect()
    {
        lock (_gate)
        {
            List<RedisCommand> commands = [];
            foreach (var profiled in _session.FinishProfiling())
            {
                commands.Add(RedisCommand.Of(profiled));
            }

            if (commands.Count == 0)
            {
                return;
            }

            commands.Sort(static (one, other) => one.Start.CompareTo(other.Start));
            foreach (var group in CommandGroup.Of(commands))
            {
                Subsegment.Report(Describe(group));
                group.AddTo(_totals);
            }

            if (Subsegment.Call?.Takes(DependencyKind.Cache) == true)
            {
                Subsegment.AddMetadata("commands", ToJson(_totals));
            }
        }
    }

    private SeenCall Describe(CommandGroup group)
    {
        var call = new DependencyCall
        {
            Kind = DependencyKind.Cache,
            Name = connection.NodeName(Subsegment.Trace!.Targets),
            // Keeps what is folded apart by its command; only with a database beside it would it be written.
            Statement = group.Name,
        };
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        group.AddTo(counts);
        return new SeenCall(
            group.Name, group.Start, group.End - group.Start, call, group.WasSent ? Outcome.Ok : Outcome.Fault, ToJson(counts));
    }

    private static JsonObject ToJson(Dictionary<string, int> counts)
    {
        var json = new JsonObject();
        foreach (var (name, count) in counts)
        {
            json.Add(name, JsonValue.Create(count));
        }

        return json;
    }
}
