namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>The objects of a bucket in key order. Not safe for threads: its bucket holds the lock.</summary>
internal sealed class KeyIndex
{
    private readonly List<StoredObject> _objects;

    public KeyIndex(IEnumerable<StoredObject> objects) => _objects = [.. objects.OrderBy(stored => stored.Key, KeyOrder.Instance)];

    public int Count => _objects.Count;

    public StoredObject this[int position] => _objects[position];

    public StoredObject? Find(string key)
    {
        var position = FirstAtOrAfter(key);
        return position < Count && _objects[position].Key == key ? _objects[position] : null;
    }

    /// <returns>The object that had the key before, if any.</returns>
    public StoredObject? Put(StoredObject stored)
    {
        var position = FirstAtOrAfter(stored.Key);
        if (position < Count && _objects[position].Key == stored.Key)
        {
            var replaced = _objects[position];
            _objects[position] = stored;
            return replaced;
        }

        _objects.Insert(position, stored);
        return null;
    }

    public StoredObject? Remove(string key)
    {
        var position = FirstAtOrAfter(key);
        if (position == Count || _objects[position].Key != key) return null;
        var removed = _objects[position];
        _objects.RemoveAt(position);
        return removed;
    }

    public int FirstAtOrAfter(string key) => FirstWhere(candidate => KeyOrder.Instance.Compare(candidate, key) >= 0);

    public int FirstAfter(string key) => FirstWhere(candidate => KeyOrder.Instance.Compare(candidate, key) > 0);

    /// <summary>The position behind every key that starts with the prefix.</summary>
    public int FirstBeyond(string prefix) => FirstWhere(candidate =>
        !candidate.StartsWith(prefix, StringComparison.Ordinal) && KeyOrder.Instance.Compare(candidate, prefix) > 0);

    private int FirstWhere(Predicate<string> reached)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (reached(_objects[middle].Key)) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
