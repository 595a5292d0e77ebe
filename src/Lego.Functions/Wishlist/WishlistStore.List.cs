using System.Text.Json.Nodes;
using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Wishlist;

/// <content>Lists and their order.</content>
internal sealed partial class WishlistStore
{
    private const string Matches = "(title ilike @pattern::text or description ilike @pattern::text or category ilike @pattern::text)";

    // The column's collation is C: ordinal, whatever the language of the database is.
    private const string Order = "order by sort_order, created_at, id";

    /// <summary>All items of a user, in the user's order.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="category">The items' category; null for all.</param>
    /// <param name="search">Part of title, description or category, in any case; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IReadOnlyList<WishlistItem>> ListAsync(string userId, string? category, string? search, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select {Columns} from wishlist_items
            where user_id = @userId and (@category::text is null or category = @category::text) and (@pattern::text is null or {Matches})
            {Order}
            """;
        var pattern = search is null ? null : LikePattern.Containing(search);
        return database.ListAsync(
            new Statement("wishlist.list", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<WishlistItem>(Sql, new { userId, category, pattern, cancellationToken }),
            cancellationToken);
    }

    public async Task<Found<WishlistItem>> ListByTextAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        var userId = query.UserId;
        var pattern = LikePattern.Containing(query.Text);
        const string Count = $"select count(*) from wishlist_items where user_id = @userId and {Matches}";
        var total = database.ValueAsync(
            new Statement("wishlist.search.count", Table, DatabaseOperation.Select, Count),
            connection => connection.ExecuteScalarAsync<long>(Count, new { userId, pattern, cancellationToken }),
            cancellationToken);

        const string Sql =
            $"select {Columns} from wishlist_items where user_id = @userId and {Matches} {Order} limit @limit offset @offset";
        var offset = query.Paging.Offset;
        var limit = query.Paging.Limit;
        var rows = database.ListAsync(
            new Statement("wishlist.search", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<WishlistItem>(Sql, new { userId, pattern, limit, offset, cancellationToken }),
            cancellationToken);
        await Task.WhenAll(total, rows);
        return new Found<WishlistItem>(await rows, await total);
    }

    public Task<IReadOnlyList<WishlistItem>> ListByIdAsync(string userId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql =
            $"select {Columns} from wishlist_items where user_id = @userId and id = any(string_to_array(@wanted, ',')::uuid[])";
        var wanted = string.Join(',', ids);
        return database.ListAsync(
            new Statement("wishlist.by-id", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<WishlistItem>(Sql, new { userId, wanted, cancellationToken }),
            cancellationToken);
    }

    /// <summary>Gives items new places, in one statement.</summary>
    /// <exception cref="ValidationException">Not all of them are there and the user's; then nothing changes.</exception>
    public Task<int> ReorderAsync(string userId, IReadOnlyList<WishlistPlace> places, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync(
            "wishlist.reorder",
            async transaction =>
            {
                const string Sql =
                    """
                    update wishlist_items item set sort_order = place.sort_order, updated_at = @now
                    from jsonb_to_recordset(@order::jsonb) as place (id uuid, sort_order text)
                    where item.id = place.id and item.user_id = @userId
                    """;
                var order = new JsonArray([.. places.Select(place => new JsonObject { ["id"] = place.Id, ["sort_order"] = place.SortOrder })]).ToJsonString();
                var changed = await transaction.ExecuteAsync(
                    new Statement("wishlist.reorder", Table, DatabaseOperation.Update, Sql),
                    connection => connection.ExecuteAsync(Sql, new { userId, order, now, cancellationToken }));
                return changed == places.Count ? changed : throw ValidationException.ForField("items", "must name items of your wishlist only");
            },
            cancellationToken);
}
