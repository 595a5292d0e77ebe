namespace Lego.Lambda.Runtime.Sampling;

/// <summary>Slots that are free again each second; never more than its size are taken in one, by however many threads.</summary>
internal sealed class Reservoir
{
    // A thread may come a little late with its second; a clock that was set back by more than this opens a new second at once.
    private const uint ClockStep = 60;

    // The second in the upper half, the slots taken in it in the lower one.
    private long _window;

    /// <summary>Takes a slot.</summary>
    /// <param name="second">Now, in epoch seconds.</param>
    /// <param name="size">Slots a second.</param>
    /// <returns>False when none is free in this second.</returns>
    internal bool TryTake(uint second, int size)
    {
        while (size > 0)
        {
            var window = Volatile.Read(ref _window);
            var current = (uint)(window >> 32);
            var isNew = second > current || current - second > ClockStep;
            if (!isNew && (uint)window >= size)
            {
                return false;
            }

            var next = isNew ? ((long)second << 32) | 1 : window + 1;
            if (Interlocked.CompareExchange(ref _window, next, window) == window)
            {
                return true;
            }
        }

        return false;
    }
}
