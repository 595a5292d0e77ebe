using Lego.TraceConsole.Facts;
using Lego.TraceConsole.Model;

namespace Lego.TraceConsole.Filters.Tree;

/// <summary>Which nodes of the service map are meant; a member that is null fits all.</summary>
internal sealed record ServiceSelector(string? Name, string? Type, string? AccountId)
{
    public static ServiceSelector Any { get; } = new(null, null, null);

    /// <summary>The client in front of a root bears the root's name, so that it is meant only where its type is asked for.</summary>
    public bool Fits(ServiceNode node) =>
        (Name is null || node.Name == Name)
        && (Type is null ? node.Type != ServiceCall.Client : Type.Length > 0 && node.Type == Type)
        && (AccountId is null || (AccountId.Length > 0 && node.AccountId == AccountId));
}
