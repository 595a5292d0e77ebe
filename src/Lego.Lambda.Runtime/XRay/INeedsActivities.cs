namespace Lego.Lambda.Runtime.XRay;

/// <summary>A way out beside which other libraries send spans of their own, which hang below the activities of our calls.</summary>
internal interface INeedsActivities
{
    /// <summary>True when every traced call is to have an activity.</summary>
    bool NeedsActivities { get; }
}
