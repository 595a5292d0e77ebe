namespace Lego.Infrastructure.Functions;

/// <summary>An HTTP method on some paths of the domain.</summary>
/// <param name="Action">IAM action, one for each method.</param>
/// <param name="Paths">Paths without a slash in front; <c>*</c> is any text.</param>
internal sealed record SearchGrant(string Action, params string[] Paths);
