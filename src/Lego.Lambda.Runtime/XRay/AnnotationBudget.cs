using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.XRay;

/// <summary>
/// Shares out the annotations that X-Ray indexes of a trace, over all its documents: the root's first, its own order putting the
/// framework's before the function's, then those of the subsegments from the top down.
/// </summary>
internal static class AnnotationBudget
{
    internal static void Assign(Subsegment root)
    {
        // There is room for all of nearly every trace, so that it need not be shared out.
        if (Allow(root) <= NameRules.MaxAnnotations)
        {
            return;
        }

        var left = NameRules.MaxAnnotations;
        var waiting = new Queue<Subsegment>();
        waiting.Enqueue(root);
        while (waiting.TryDequeue(out var subsegment))
        {
            left -= subsegment.AllowAnnotations(left);
            foreach (var child in subsegment.SealedChildren())
            {
                waiting.Enqueue(child);
            }
        }
    }

    private static int Allow(Subsegment subsegment)
    {
        var count = subsegment.AllowAnnotations(int.MaxValue);
        foreach (var child in subsegment.SealedChildren())
        {
            count += Allow(child);
        }

        return count;
    }
}
