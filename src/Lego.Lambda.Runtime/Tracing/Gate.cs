using System.Diagnostics.CodeAnalysis;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Keeps two threads from one object for the few instructions that a change takes: one interlocked exchange where nobody else is there.
/// Not reentrant, and never held over code of others.
/// </summary>
internal struct Gate
{
    private int _taken;

    /// <summary>Waits until the gate is free and takes it until the holder is disposed.</summary>
    [UnscopedRef]
    internal Holder Enter()
    {
        if (Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
        {
            Wait();
        }

        return new Holder(ref _taken);
    }

    private void Wait()
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref _taken) != 0 || Interlocked.CompareExchange(ref _taken, 1, 0) != 0)
        {
            spin.SpinOnce();
        }
    }

    internal readonly ref struct Holder
    {
        private readonly ref int _taken;

        internal Holder(ref int taken) => _taken = ref taken;

        public void Dispose() => Volatile.Write(ref _taken, 0);
    }
}
