namespace Lego.Infrastructure.Tests.Templates;

/// <summary>A statement of a policy.</summary>
/// <param name="Role">Logical id of the role or policy.</param>
/// <param name="Effect">Allow or Deny.</param>
/// <param name="Actions">What it is about.</param>
/// <param name="Resources">On what.</param>
/// <param name="IsConditional">Whether it has conditions.</param>
internal sealed record Statement(string Role, string Effect, IReadOnlyList<string> Actions, IReadOnlyList<string> Resources, bool IsConditional);
