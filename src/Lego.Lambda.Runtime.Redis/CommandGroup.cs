namespace Lego.Lambda.Runtime.Redis;

/// <summary>Commands of one subsegment that were under way at the same time: a batch, a pipeline, or one by itself.</summary>
internal sealed class CommandGroup
{
    private readonly List<RedisCommand> _commands = [];

    private CommandGroup(RedisCommand first)
    {
        Start = first.Start;
        End = first.End;
        WasSent = true;
        Add(first);
    }

    internal DateTime Start { get; }

    internal DateTime End { get; private set; }

    internal bool WasSent { get; private set; }

    internal string Name => _commands.Count == 1 ? _commands[0].Name : "pipeline";

    /// <summary>Groups commands that are in the order of their start: one that starts before another has ended was sent along with it.</summary>
    internal static List<CommandGroup> Of(List<RedisCommand> commands)
    {
        List<CommandGroup> groups = [];
        foreach (var command in commands)
        {
            if (groups.Count > 0 && command.Start < groups[^1].End)
            {
                groups[^1].Add(command);
            }
            else
            {
                groups.Add(new CommandGroup(command));
            }
        }

        return groups;
    }

    internal void AddTo(Dictionary<string, int> counts)
    {
        foreach (var command in _commands)
        {
            counts[command.Name] = counts.GetValueOrDefault(command.Name) + 1;
        }
    }

    private void Add(RedisCommand command)
    {
        _commands.Add(command);
        End = command.End > End ? command.End : End;
        WasSent &= command.WasSent;
    }
}
