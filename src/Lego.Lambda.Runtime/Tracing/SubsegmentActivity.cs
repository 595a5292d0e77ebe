using System.Diagnostics;

namespace Lego.Lambda.Runtime.Tracing;

/// <summary>
/// The activity of a subsegment that nobody listens to. It knows its subsegment by a field, where an activity of a source needs a dictionary.
/// </summary>
internal sealed class SubsegmentActivity(string name) : Activity(name)
{
    internal Subsegment? Subsegment { get; set; }
}
