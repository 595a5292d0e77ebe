namespace Lego.Lambda.Runtime.Tracing;

/// <inheritdoc cref="Work"/>
internal readonly struct Work<T>
{
    private readonly Func<Subsegment, Task<T>>? _with;
    private readonly Func<Task<T>>? _without;

    internal Work(Func<Subsegment, Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _with = call;
    }

    internal Work(Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        _without = call;
    }

    internal Task<T> RunAsync(Subsegment subsegment) => _with is null ? _without!() : _with(subsegment);
}
