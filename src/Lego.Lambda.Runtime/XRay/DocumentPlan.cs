using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Decides what of a trace that needs several documents is sent, and in which of them. A subsegment keeps as many of its children inside
/// as fit, the others travel as documents of their own. Where not all find room, what failed or hangs comes first and then what took
/// longest, each with all that is around it; what holds much is shortened before anything is left out on its account.
/// </summary>
internal sealed class DocumentPlan
{
    /// <summary>What a document has more than a subsegment inside of another: type, trace id and parent id.</summary>
    internal const int DocumentLength = 101;

    // Readers of JSON commonly stop at 64 levels. Each subsegment takes two; metadata in the innermost has the rest.
    internal const int MaxNested = 20;

    // The line that stands before the document.
    private const int HeaderLength = 33;
    private const int Room = XRayExporter.MaxDatagram - HeaderLength - DocumentLength;

    // What is larger is shortened where the trace has no room for all.
    private const int LargeContent = 1024;

    // Half of the trace may go to what large ones hold before all others have their place.
    private const int LargeShare = 2;

    private readonly Func<Subsegment, Detail, int> _measure;
    private readonly int _limit;

    // Parents before their children.
    private readonly List<PlannedSubsegment> _all = [];
    private long _size;
    private long _enriched;

    /// <summary>Plans a trace.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="measure">Gives the bytes of a subsegment inside of another, without its children.</param>
    /// <param name="limit">Bytes that all documents together may have.</param>
    internal DocumentPlan(Subsegment root, Func<Subsegment, Detail, int> measure, int limit)
    {
        _measure = measure;
        _limit = limit;
        Add(root, null);
        var mostBytes = 0L;
        foreach (var planned in _all)
        {
            Measure(planned);
            mostBytes += planned.Size(planned.Most) + DocumentLength;
        }

        var ordered = mostBytes <= limit ? _all : Ranked();
        Pack();
        Choose(ordered);
    }

    /// <summary>Those that travel as documents, parents before their children; what becomes a document meanwhile too.</summary>
    internal IEnumerable<PlannedSubsegment> Documents => _all.Where(static planned => planned is { IsKept: true, IsDocument: true });

    /// <summary>How many are left out.</summary>
    internal int Dropped => _all.Count(static planned => !planned.IsKept);

    /// <summary>How many are shortened.</summary>
    internal int Trimmed => _all.Count(static planned => planned.IsKept && planned.Detail != Detail.Full);

    private PlannedSubsegment Add(Subsegment subsegment, PlannedSubsegment? parent)
    {
        var planned = new PlannedSubsegment(subsegment, parent);
        _all.Add(planned);
        foreach (var child in subsegment.SealedChildren())
        {
            var below = Add(child, planned);
            planned.Children.Add(below);
            planned.IsSettled &= below.IsSettled;
        }

        return planned;
    }

    private void Measure(PlannedSubsegment planned)
    {
        planned.SetSize(Detail.Full, _measure(planned.Subsegment, Detail.Full));
        if (planned.Size(Detail.Full) <= LargeContent)
        {
            return;
        }

        planned.SetSize(Detail.NoMetadata, _measure(planned.Subsegment, Detail.NoMetadata));
        planned.SetSize(Detail.Skeleton, _measure(planned.Subsegment, Detail.Skeleton));
        planned.Most = planned.Size(Detail.Full) <= Room ? Detail.Full : planned.Size(Detail.NoMetadata) <= Room ? Detail.NoMetadata : Detail.Skeleton;
        planned.Least = planned.Size(Detail.NoMetadata) <= LargeContent ? Detail.NoMetadata : Detail.Skeleton;
    }

    /// <summary>What is worth most first. Of what took equally long the outer one comes before the inner.</summary>
    private List<PlannedSubsegment> Ranked()
    {
        var ordered = _all
            .OrderByDescending(static planned => planned.IsTelling)
            .ThenByDescending(static planned => planned.Subsegment is { IsOpen: false } ended ? ended.EndTicks - ended.StartTicks : long.MaxValue)
            .ToList();
        for (var i = 0; i < ordered.Count; i++)
        {
            ordered[i].Rank = i;
        }

        return ordered;
    }

    /// <summary>Puts children into their parent's document, from the innermost outwards, as if all were sent.</summary>
    private void Pack()
    {
        for (var i = _all.Count - 1; i >= 0; i--)
        {
            var planned = _all[i];
            planned.Packed = planned.Size(planned.Most);
            foreach (var child in planned.Children.OrderBy(static child => child.Rank))
            {
                // What is open travels by itself, since its finished version will replace it.
                child.IsDocument = !child.IsSettled || child.Height == MaxNested || planned.Packed + child.Packed > Room;
                if (!child.IsDocument)
                {
                    planned.Packed += child.Packed;
                    planned.Height = Math.Max(planned.Height, child.Height + 1);
                }
            }
        }
    }

    private void Choose(List<PlannedSubsegment> ordered)
    {
        Keep(_all[0]);
        Enrich(_all[0], _limit);
        foreach (var planned in ordered)
        {
            if (planned.IsKept || Keep(planned))
            {
                Enrich(planned, _limit / LargeShare);
            }
        }

        foreach (var planned in ordered)
        {
            if (planned.IsKept)
            {
                Enrich(planned, _limit);
            }
        }
    }

    /// <summary>Keeps a subsegment with all around it, as little of each as shows it.</summary>
    private bool Keep(PlannedSubsegment planned)
    {
        var cost = 0L;
        for (var kept = planned; kept is { IsKept: false }; kept = kept.Parent)
        {
            if (kept.Size(kept.Least) > Room)
            {
                return false;
            }

            cost += kept.Cost(kept.Least);
        }

        if (_size + cost > _limit)
        {
            return false;
        }

        _size += cost;
        for (var kept = planned; kept is { IsKept: false }; kept = kept.Parent)
        {
            kept.IsKept = true;
            kept.Detail = kept.Least;
        }

        return true;
    }

    /// <summary>Shows more of a large subsegment where there is room.</summary>
    private void Enrich(PlannedSubsegment planned, int most)
    {
        for (var detail = planned.Most; detail < planned.Detail; detail++)
        {
            var more = planned.Cost(detail) - planned.Cost(planned.Detail);
            if (_size + more <= _limit && _enriched + more <= most)
            {
                _size += more;
                _enriched += more;
                planned.Detail = detail;
            }
        }
    }
}
