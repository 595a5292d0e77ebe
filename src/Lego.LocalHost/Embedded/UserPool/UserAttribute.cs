namespace Lego.LocalHost.Embedded.UserPool;

/// <summary>Name and value, in the API and in the file alike.</summary>
internal sealed record UserAttribute(string Name, string? Value);
