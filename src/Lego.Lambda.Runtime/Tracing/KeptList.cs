namespace Lego.Lambda.Runtime.Tracing;

/// <summary>A list that keeps its array when it is emptied, for objects that are used again.</summary>
internal struct KeptList<T>
{
    private const int FirstSize = 8;

    // What one invocation with thousands of items needed is not kept for those after it.
    private const int LargestKept = 64;

    private T[]? _items;

    internal int Count { get; private set; }

    internal readonly Span<T> Items => _items.AsSpan(0, Count);

    internal void Add(in T item) => Insert(Count, item);

    internal void Insert(int index, in T item)
    {
        if (_items is null || Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(FirstSize, Count * 2));
        }

        Array.Copy(_items, index, _items, index + 1, Count - index);
        _items[index] = item;
        Count++;
    }

    internal void RemoveAt(int index)
    {
        Array.Copy(_items!, index + 1, _items!, index, Count - index - 1);
        Cut(Count - 1);
    }

    internal void Cut(int count)
    {
        Array.Clear(_items ?? [], count, Count - count);
        Count = count;
    }

    /// <summary>Lets go of all items.</summary>
    internal void Clear()
    {
        if (_items?.Length > LargestKept)
        {
            _items = null;
        }
        else
        {
            Items.Clear();
        }

        Count = 0;
    }
}
