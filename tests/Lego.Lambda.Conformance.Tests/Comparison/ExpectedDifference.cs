namespace Lego.Lambda.Conformance.Tests.Comparison;

/// <summary>A row of a scenario's table: a difference that must be there, and why it is.</summary>
/// <param name="Path">A fact's path; <c>* : member</c> for that member of any subsegment.</param>
/// <param name="Ours">Our value; null where we write none.</param>
/// <param name="Peer">The peer's value; null where it writes none.</param>
/// <param name="Reason">Why, in a sentence.</param>
internal sealed record ExpectedDifference(string Path, string? Ours, string? Peer, string Reason)
{
    private const string Anywhere = "*";

    public bool Covers(Difference difference) =>
        Ours == difference.Ours && Peer == difference.Peer && (Path == difference.Path
            || (Path.StartsWith(Anywhere + CanonicalTrace.Member, StringComparison.Ordinal)
                && difference.Path.EndsWith(Path[Anywhere.Length..], StringComparison.Ordinal)));
}
