namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// Makes one subsegment of many equal siblings: same name, same target, same statement, same annotations, succeeded, nothing below them.
/// A failed call always stays as it is.
/// </summary>
internal static class Folding
{
    /// <summary>From how many equal siblings on they are folded.</summary>
    internal const int Threshold = 100;

    /// <summary>Folds siblings in place, none of which is left twice.</summary>
    /// <returns>How many are left, at the beginning of the span.</returns>
    internal static int Fold(Span<Subsegment> siblings)
    {
        if (siblings.Length < Threshold && !HasFolded(siblings))
        {
            return siblings.Length;
        }

        var groups = new Dictionary<FoldKey, List<Subsegment>>();
        foreach (var sibling in siblings)
        {
            if (sibling.EndTime is not null && sibling.Outcome == Outcome.Ok && !sibling.WasAbandoned && sibling.IsLeaf)
            {
                var key = FoldKey.Of(sibling);
                if (!groups.TryGetValue(key, out var group))
                {
                    groups[key] = group = [];
                }

                group.Add(sibling);
            }
        }

        HashSet<Subsegment>? gone = null;
        foreach (var group in groups.Values)
        {
            var stand = group.Find(sibling => sibling.Folded is not null);
            if (stand is null && group.Count < Threshold)
            {
                continue;
            }

            stand ??= group[0];
            foreach (var sibling in group)
            {
                if (sibling != stand)
                {
                    stand.Absorb(sibling);
                    (gone ??= new(ReferenceEqualityComparer.Instance)).Add(sibling);
                }
            }
        }

        if (gone is null)
        {
            return siblings.Length;
        }

        var left = 0;
        foreach (var sibling in siblings)
        {
            if (!gone.Contains(sibling))
            {
                siblings[left++] = sibling;
            }
        }

        return left;
    }

    private static bool HasFolded(ReadOnlySpan<Subsegment> siblings)
    {
        foreach (var sibling in siblings)
        {
            if (sibling.Folded is not null)
            {
                return true;
            }
        }

        return false;
    }
}
