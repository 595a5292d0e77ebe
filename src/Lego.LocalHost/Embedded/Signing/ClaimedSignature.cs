namespace Lego.LocalHost.Embedded.Signing;

/// <summary>What a request says about its signature, before anything of it is believed.</summary>
internal sealed record ClaimedSignature(
    CredentialScope Scope,
    string Timestamp,
    DateTimeOffset SignedAt,
    IReadOnlyList<string> SignedHeaders,
    string Signature,
    string PayloadHash,
    TimeSpan? ValidFor)
{
    public bool IsPresigned => ValidFor is not null;
}
