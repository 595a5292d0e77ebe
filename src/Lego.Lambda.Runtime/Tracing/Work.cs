namespace Lego.Lambda.Runtime.Tracing;

/// <summary>What a traced call runs, whether it wants its subsegment or not; a struct, so that the difference costs no closure.</summary>
internal readonly struct Work
{
    private readonly Func<Subsegment, Task>? _with;
    private readonly Func<Task>? _without;

    internal Work(Func<Subsegment, Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _with = call;
    }

    internal Work(Func<Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _without = call;
    }

    internal Task RunAsync(Subsegment subsegment) => _with is null ? _without!() : _with(subsegment);
}
