using Lego.LocalHost.Embedded.ObjectStore.Body;

namespace Lego.LocalHost.Embedded.ObjectStore.Signing;

/// <summary>A checked signature, with what the signatures of the body's chunks are chained to.</summary>
internal sealed record VerifiedSignature(byte[] SigningKey, string Timestamp, string Scope, string Signature, PayloadForm Payload);
