namespace Lego.Functions.Tests.Attacks;

/// <summary>A fault and the messages that it hits. A message is what a client says after the server has spoken.</summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Skip">Messages that pass before it.</param>
/// <param name="Count">Messages that it hits.</param>
/// <param name="Share">Where a message or answer breaks off, as a share of its first packet.</param>
/// <param name="Answer">What is answered in the server's place, for the kinds that answer.</param>
internal sealed record Fault(FaultKind Kind, int Skip = 0, int Count = int.MaxValue, double Share = 0.5, byte[]? Answer = null)
{
    public bool IsOfAnswer => Kind is FaultKind.LoseAnswer or FaultKind.CutAnswer or FaultKind.StallAnswer or FaultKind.GarbageAnswer;

    public override string ToString() =>
        $"{Kind} of {Count} after {Skip}{(Answer is null ? "" : ": " + System.Text.Encoding.Latin1.GetString(Answer, 0, Math.Min(Answer.Length, 24)))}";
}
