using Dapper;
using Lego.Functions.Repair;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Wishlist;

/// <summary>The table <c>wishlist_items</c>.</summary>
internal sealed partial class WishlistStore(Database database) : ISearchStore<WishlistItem>, IIndexSource
{
    /// <summary>An item as messages call it.</summary>
    public const string ItemName = "The wishlist item";

    private const string Table = "wishlist_items";

    private const string Columns =
        """
        id, user_id as UserId, title, description, product_link as ProductLink, image_url as ImageUrl, image_width as ImageWidth,
        image_height as ImageHeight, category, sort_order as SortOrder, created_at as CreatedAt, updated_at as UpdatedAt
        """;

    /// <summary>The item, whoever owns it, or null.</summary>
    public Task<WishlistItem?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        const string Sql = $"select {Columns} from wishlist_items where id = @id";
        return database.FindAsync(
            new Statement("wishlist.get", Table, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<WishlistItem>(Sql, new { id, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>Adds an item.</summary>
    public async Task<WishlistItem> CreateAsync(
        WishlistCreateRequest item, string userId, string sortOrder, DateTime now, CancellationToken cancellationToken)
    {
        // The id is drawn once for all tries: a second one may meet the row of a first whose answer was lost.
        const string Sql =
            $"""
            insert into wishlist_items (id, user_id, title, description, product_link, image_url, category, sort_order, created_at, updated_at)
            values (@id, @userId, @title, @description, @productLink, @imageUrl, @category, @sortOrder, @now, @now)
            on conflict (id) do update set updated_at = excluded.updated_at
            returning {Columns}
            """;
        var id = Guid.NewGuid();
        var row = await database.FindAsync(
            new Statement("wishlist.create", Table, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<WishlistItem>(
                Sql,
                new
                {
                    id,
                    userId,
                    title = item.Title,
                    description = item.Description,
                    productLink = item.ProductLink,
                    imageUrl = item.ImageUrl,
                    category = item.Category,
                    sortOrder,
                    now,
                    cancellationToken,
                }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return row!;
    }

    /// <summary>Changes the members that are present. Another image is of unknown size.</summary>
    /// <returns>The row as stored, or null when it is gone.</returns>
    public Task<WishlistItem?> UpdateAsync(WishlistUpdateRequest change, string userId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update wishlist_items set
                title = case when @hasTitle then @title::text else title end,
                description = case when @hasDescription then @description::text else description end,
                product_link = case when @hasProductLink then @productLink::text else product_link end,
                image_url = case when @hasImageUrl then @imageUrl::text else image_url end,
                image_width = case when @hasImageUrl and image_url is distinct from @imageUrl::text then null else image_width end,
                image_height = case when @hasImageUrl and image_url is distinct from @imageUrl::text then null else image_height end,
                category = case when @hasCategory then @category::text else category end,
                sort_order = case when @hasSortOrder then @sortOrder::text else sort_order end,
                updated_at = @now
            where id = @id and user_id = @userId
            returning {Columns}
            """;
        return database.FindAsync(
            new Statement("wishlist.update", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<WishlistItem>(
                Sql,
                new
                {
                    id = change.Id,
                    userId,
                    now,
                    hasTitle = change.Title.IsPresent,
                    title = change.Title.Value,
                    hasDescription = change.Description.IsPresent,
                    description = change.Description.Value,
                    hasProductLink = change.ProductLink.IsPresent,
                    productLink = change.ProductLink.Value,
                    hasImageUrl = change.ImageUrl.IsPresent,
                    imageUrl = change.ImageUrl.Value,
                    hasCategory = change.Category.IsPresent,
                    category = change.Category.Value,
                    hasSortOrder = change.SortOrder.IsPresent,
                    sortOrder = change.SortOrder.Value,
                    cancellationToken,
                }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>Gives an item another image.</summary>
    /// <returns>The row as stored, or null when it is gone.</returns>
    public Task<WishlistItem?> SetImageAsync(
        Guid id, string userId, string imageUrl, int imageWidth, int imageHeight, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update wishlist_items set image_url = @imageUrl, image_width = @imageWidth, image_height = @imageHeight, updated_at = @now
            where id = @id and user_id = @userId
            returning {Columns}
            """;
        return database.FindAsync(
            new Statement("wishlist.set-image", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<WishlistItem>(
                Sql, new { id, userId, imageUrl, imageWidth, imageHeight, now, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <returns>The row that was deleted, or null when it was gone already.</returns>
    public Task<WishlistItem?> DeleteAsync(Guid id, string userId, CancellationToken cancellationToken)
    {
        const string Sql = $"delete from wishlist_items where id = @id and user_id = @userId returning {Columns}";
        return database.FindAsync(
            new Statement("wishlist.delete", Table, DatabaseOperation.Delete, Sql),
            connection => connection.QueryFirstOrDefaultAsync<WishlistItem>(Sql, new { id, userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }
}
