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
            connection => connection.QueryAsync<WishlistItem>(Sql, new { userId, category, pattern, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    public Task<Found<WishlistItem>> ListByTextAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            select count(*) from wishlist_items where user_id = @userId and {Matches};
            select {Columns} from wishlist_items where user_id = @userId and {Matches} {Order} limit @limit offset @offset
            """;
        return database.BatchAsync(
            new Statement("wishlist.search", Table, DatabaseOperation.Select, Sql),
            [
                ("userId", query.UserId),
                ("pattern", LikePattern.Containing(query.Text)),
                ("limit", query.Paging.Limit),
                ("offset", query.Paging.Offset),
            ],
            async answers =>
            {
                var total = await answers.CountAsync();
                return new Found<WishlistItem>(await answers.ListAsync(reader => reader.GetRowParser<WishlistItem>()), total);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<WishlistItem>> ListByIdAsync(string userId, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql =
            $"select {Columns} from wishlist_items where user_id = @userId and id = any(string_to_array(@wanted, ',')::uuid[])";
        var wanted = string.Join(',', ids);
        return database.ListAsync(
            new Statement("wishlist.by-id", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<WishlistItem>(Sql, new { userId, wanted, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>Gives items new places, in one statement.</summary>
    /// <exception cref="ValidationException">Not all of them are there and the user's; then nothing changes.</exception>
    public async Task<int> ReorderAsync(string userId, IReadOnlyList<WishlistPlace> places, DateTime now, CancellationToken cancellationToken)
    {
        // Locked before they are counted, so that those that were there still are when they are changed.
        const string Sql =
            """
            with place as (
                select id, sort_order from jsonb_to_recordset(@order::jsonb) as place (id uuid, sort_order text)),
            mine as (
                select item.id from wishlist_items item join place on place.id = item.id where item.user_id = @userId for update of item)
            update wishlist_items item set sort_order = place.sort_order, updated_at = @now
            from place
            where item.id = place.id and item.user_id = @userId and (select count(*) from mine) = @count
            """;
        var order = new JsonArray([.. places.Select(place => new JsonObject { ["id"] = place.Id, ["sort_order"] = place.SortOrder })]).ToJsonString();
        var count = places.Count;
        var changed = await database.ExecuteAsync(
            new Statement("wishlist.reorder", Table, DatabaseOperation.Update, Sql),
            connection => connection.ExecuteAsync(Sql, new { userId, order, count, now, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return changed == count ? changed : throw ValidationException.ForField("items", "must name items of your wishlist only");
    }
}
