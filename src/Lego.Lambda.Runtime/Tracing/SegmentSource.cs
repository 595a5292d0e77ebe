namespace Lego.Lambda.Runtime.Tracing;

/// <summary>Who writes the segment of the function that our subsegments hang under.</summary>
public enum SegmentSource
{
    /// <summary>Lambda where it sampled the invocation, which is what it does with active tracing; else the framework.</summary>
    Automatic,

    /// <summary>
    /// Always the framework. For functions in <c>PassThrough</c> mode, to which Lambda hands the caller's header without a segment of its
    /// own, and for code that runs outside of Lambda.
    /// </summary>
    Framework,

    /// <summary>Always Lambda. Invocations that it did not sample can then not be kept as a whole trace.</summary>
    Lambda,
}
