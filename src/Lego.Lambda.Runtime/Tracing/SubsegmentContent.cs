namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The lists of one subsegment. They are used again by later invocations, so nobody but the subsegment holds them: it gives them back, and
/// forgets them, under its gate, and what holds the subsegment longer than its invocation finds nothing there.
/// </summary>
internal sealed class SubsegmentContent
{
    private const int MostKept = 256;

    private static readonly SubsegmentContent?[] Kept = new SubsegmentContent?[MostKept];
    private static Gate _keptGate;
    private static int _kept;

    internal KeptList<KeyValuePair<string, AnnotationValue>> Annotations;
    internal KeptList<MetadataEntry> Metadata;
    internal KeptList<Subsegment> Children;

    private SubsegmentContent()
    {
    }

    /// <summary>At how many children equal ones are folded next.</summary>
    internal int FoldAt { get; set; } = Folding.Threshold;

    /// <summary>How many of the annotations are indexed; set when the trace ends, since fifty are all that a trace may index.</summary>
    internal int IndexedAnnotations { get; set; } = int.MaxValue;

    /// <summary>The flow of the code that started the subsegment, before and after it became the current one.</summary>
    internal ExecutionContext? Before { get; set; }

    /// <inheritdoc cref="Before"/>
    internal ExecutionContext? After { get; set; }

    internal static SubsegmentContent Rent()
    {
        using (_keptGate.Enter())
        {
            if (_kept > 0)
            {
                var content = Kept[--_kept]!;
                Kept[_kept] = null;
                return content;
            }
        }

        return new SubsegmentContent();
    }

    internal void GiveBack()
    {
        Annotations.Clear();
        Metadata.Clear();
        Children.Clear();
        Before = After = null;
        FoldAt = Folding.Threshold;
        IndexedAnnotations = int.MaxValue;
        using (_keptGate.Enter())
        {
            if (_kept < MostKept)
            {
                Kept[_kept++] = this;
            }
        }
    }
}
