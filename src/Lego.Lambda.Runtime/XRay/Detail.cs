namespace Lego.Lambda.Runtime.XRay;

/// <summary>How much of a subsegment is written.</summary>
internal enum Detail
{
    Full,

    /// <summary>Without metadata and stack frames; annotation texts cut short.</summary>
    NoMetadata,

    /// <summary>Name, ids, times and outcome.</summary>
    Skeleton,
}
