using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Profile;

/// <summary>Profiles: what the user pool knows of a user, and what the database counts.</summary>
/// <param name="pool">The user pool.</param>
/// <param name="database">The database, asked for only to count: functions that never do have none configured.</param>
internal sealed class ProfileStore(UserPoolClient pool, Func<Database> database)
{
    /// <summary>The user's profile, put together from both sources at the same time.</summary>
    /// <exception cref="NotFoundException">The pool has no such user.</exception>
    public async Task<UserProfile> LoadAsync(string userId, CancellationToken cancellationToken)
    {
        var user = FindUserAsync(userId, cancellationToken);
        var stats = CountAsync(userId, cancellationToken);
        await Task.WhenAll(user, stats);
        return UserProfile.Of(await user, await stats);
    }

    /// <exception cref="NotFoundException">The pool has no such user.</exception>
    public async Task<UserPoolUser> FindUserAsync(string userId, CancellationToken cancellationToken) =>
        await pool.FindAsync(userId, cancellationToken) ?? throw NoSuchUser();

    /// <exception cref="NotFoundException">The pool has no such user.</exception>
    public async Task SetNameAsync(string userId, string name, CancellationToken cancellationToken)
    {
        if (!await pool.SetNameAsync(userId, name, cancellationToken))
        {
            throw NoSuchUser();
        }
    }

    /// <param name="userId">The user.</param>
    /// <param name="url">Where the picture is; the empty string takes it away.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NotFoundException">The pool has no such user.</exception>
    public async Task SetPictureAsync(string userId, string url, CancellationToken cancellationToken)
    {
        if (!await pool.SetPictureAsync(userId, url, cancellationToken))
        {
            throw NoSuchUser();
        }
    }

    private async Task<ProfileStats> CountAsync(string userId, CancellationToken cancellationToken)
    {
        // One question for all three: a process has one connection, on which three would wait for each other.
        const string Sql =
            """
            select (select count(*) from moc_instructions where user_id = @userId) as Mocs,
                (select count(*) from gallery_images where user_id = @userId) as Images,
                (select count(*) from wishlist_items where user_id = @userId) as WishlistItems
            """;
        var stats = await database().FindAsync(
            new Statement("profile.stats", "moc_instructions gallery_images wishlist_items", DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<ProfileStats>(Sql, new { userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return stats!;
    }

    private static NotFoundException NoSuchUser() => new("The user was not found.");
}
