using Lego.Functions;

namespace Lego.Infrastructure.Observability;

/// <summary>
/// A part of the product that is watched as one: it has an X-Ray group, a row on the dashboard and an alarm that tells of its functions.
/// The id of a function says where it belongs, as its namespace does; what keeps the service itself running (health) is in none.
/// </summary>
/// <param name="Key">Last part of the group's name; with <c>lego-api-development-</c> at most 32 characters.</param>
/// <param name="Title">What people call it.</param>
/// <param name="IdPrefixes">How the ids of its functions begin.</param>
/// <param name="BusiestFunction">A function that is called whenever the part is in use at all.</param>
public sealed record FunctionDomain(string Key, string Title, IReadOnlyList<string> IdPrefixes, string BusiestFunction)
{
    /// <summary>All domains, in the order in which they are shown.</summary>
    public static IReadOnlyList<FunctionDomain> All { get; } =
    [
        new("moc", "MOCs", ["moc-"], "moc-list"),
        new("gallery", "Gallery", ["gallery-", "album-"], "gallery-image-list"),
        new("wishlist", "Wishlist", ["wishlist-"], "wishlist-list"),
        new("parts-lists", "Parts lists", ["parts-list-"], "parts-list-list"),
        new("profile", "Profile", ["profile-"], "profile-get"),
    ];

    /// <summary>The domain of a function; null for one that belongs to none.</summary>
    public static FunctionDomain? Of(string functionId) => All.FirstOrDefault(domain => domain.Contains(functionId));

    /// <summary>The domain of a function; null for one that belongs to none.</summary>
    public static FunctionDomain? Of(FunctionDefinition function) => Of(function.Id);

    /// <summary>Whether a function is one of this domain.</summary>
    public bool Contains(string functionId) =>
        IdPrefixes.Any(prefix => functionId.StartsWith(prefix, StringComparison.Ordinal));
}
