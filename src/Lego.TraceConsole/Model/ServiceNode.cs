namespace Lego.TraceConsole.Model;

/// <summary>A node of the service map; two with the same three members are one.</summary>
public sealed record ServiceNode(string Name, string? Type, string? AccountId, bool Inferred);
