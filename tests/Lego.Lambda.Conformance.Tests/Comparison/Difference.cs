namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>A fact that differs; null where a side does not have it.</summary>
internal sealed record Difference(string Path, string? Ours, string? Peer)
{
    public override string ToString() => $"{Path}\n      ours: {Ours ?? "-"}\n      peer: {Peer ?? "-"}";
}
