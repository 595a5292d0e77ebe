using Lego.Functions.Shared;

namespace Lego.Functions.Profile;

/// <summary>A user as the API shows them.</summary>
internal sealed record UserProfile(string Id, string? Email, string? Name, string? AvatarUrl, ProfileStats Stats)
{
    public static UserProfile Of(UserPoolUser user, ProfileStats stats) => new(user.Sub, user.Email, user.Name, user.Picture, stats);
}

/// <summary>How much a user has.</summary>
internal sealed record ProfileStats
{
    public long Mocs { get; init; }

    public long Images { get; init; }

    public long WishlistItems { get; init; }
}
