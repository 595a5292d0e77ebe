namespace Lego.Infrastructure.Functions;

/// <summary>Actions on the objects below some prefixes.</summary>
/// <param name="Actions">IAM actions.</param>
/// <param name="Prefixes">Prefixes of keys, each with its slash at the end.</param>
internal sealed record StorageGrant(string[] Actions, params string[] Prefixes);
