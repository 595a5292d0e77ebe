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
        var left = NameRules.MaxAnnotations;
        var waiting = new Queue<Subsegment>();
        waiting.Enqueue(root);
        while (waiting.TryDequeue(out var subsegment))
        {
            subsegment.IndexedAnnotations = Math.Min(left, subsegment.Annotations.Count);
            left -= subsegment.IndexedAnnotations;
            foreach (var child in subsegment.ChildrenNow())
            {
                waiting.Enqueue(child);
            }
        }
    }
}
