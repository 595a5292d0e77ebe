namespace Lego.LocalHost.Embedded.ObjectStore.Storage;

/// <summary>One page of a bucket's objects; <c>Groups</c> is what S3 calls common prefixes.</summary>
internal sealed record ListPage(
    IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> Groups, bool IsTruncated, string? Last, bool IsLastGroup)
{
    public static ListPage Read(KeyIndex index, ListQuery query)
    {
        var objects = new List<StoredObject>();
        var groups = new List<string>();
        string? last = null;
        var isLastGroup = false;
        var position = Begin(index, query);
        while (position < index.Count && index[position].Key.StartsWith(query.Prefix, StringComparison.Ordinal))
        {
            if (objects.Count + groups.Count == query.MaxKeys)
            {
                return new ListPage(objects, groups, IsTruncated: query.MaxKeys > 0, last, isLastGroup);
            }

            last = index[position].Key;
            var delimiter = query.Delimiter.Length == 0
                ? -1
                : last.IndexOf(query.Delimiter, query.Prefix.Length, StringComparison.Ordinal);
            isLastGroup = delimiter >= 0;
            if (isLastGroup)
            {
                last = last[..(delimiter + query.Delimiter.Length)];
                groups.Add(last);
                position = index.FirstBeyond(last);
            }
            else
            {
                objects.Add(index[position++]);
            }
        }

        return new ListPage(objects, groups, IsTruncated: false, last, isLastGroup);
    }

    private static int Begin(KeyIndex index, ListQuery query)
    {
        var first = index.FirstAtOrAfter(query.Prefix);
        if (query.After is null) return first;
        return Math.Max(first, query.IsAfterGroup ? index.FirstBeyond(query.After) : index.FirstAfter(query.After));
    }
}
