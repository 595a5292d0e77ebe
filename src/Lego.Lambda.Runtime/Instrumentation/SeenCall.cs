using System.Text.Json.Nodes;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Lambda.Runtime.Instrumentation;

/// <summary>What instrumentation saw of a call.</summary>
/// <param name="Name">What it is named beside others of the same traced call.</param>
/// <param name="Start">When it was started (UTC).</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Call">The call.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Commands">The commands it was made of, each with its number; null where <paramref name="Call"/> says it all.</param>
internal readonly record struct SeenCall(
    string Name, DateTime Start, TimeSpan Duration, DependencyCall Call, Outcome Outcome, JsonObject? Commands = null)
{
    /// <summary>What it failed with, where that was seen.</summary>
    internal Exception? Exception { get; init; }
}
