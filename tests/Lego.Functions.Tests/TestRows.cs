using Npgsql;

namespace Lego.Functions.Tests;

/// <summary>Rows of tables whose functions do not exist yet.</summary>
internal static class TestRows
{
    public static Task<Guid> AddImageAsync(string user, string title, string? description = null, string? url = null, Guid? album = null) =>
        InsertAsync(
            "insert into gallery_images (user_id, title, description, image_url, thumbnail_url, album_id) values ($1, $2, $3, $4, $5, $6) returning id",
            user, title, description, url ?? "https://example.com/front.webp", url is null ? null : url + ".thumbnail", album);

    public static Task<Guid> LinkImageAsync(string mocId, Guid image) =>
        InsertAsync("insert into moc_gallery_images (moc_id, gallery_image_id) values ($1, $2) returning id", Guid.Parse(mocId), image);

    public static Task<Guid> AddAlbumAsync(string user, Guid? cover = null) =>
        InsertAsync("insert into gallery_albums (user_id, title, cover_image_id) values ($1, 'Album', $2) returning id", user, cover);

    public static async Task<Guid> AddPartsListAsync(string mocId, string? fileId = null)
    {
        var list = await InsertAsync(
            """
            insert into moc_parts_lists (moc_id, file_id, title, total_parts_count, acquired_parts_count, inventory_percentage, cost_estimate)
            values ($1, $2, 'Bricks', 3, 1, 33.33, 12.5) returning id
            """,
            Guid.Parse(mocId),
            fileId is null ? null : Guid.Parse(fileId));
        await InsertAsync(
            "insert into moc_parts (parts_list_id, part_id, part_name, quantity, color) values ($1, '3001', 'Brick 2x4', 3, 'Red') returning id", list);
        return list;
    }

    public static async Task<long> CountAsync(string table, Guid id)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {table} where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<object?> ValueAsync(string sql, params object[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync() is var found && found is DBNull ? null : found;
    }

    private static async Task<Guid> InsertAsync(string sql, params object?[] values) =>
        (Guid)(await ValueAsync(sql, [.. values.Select(value => value ?? DBNull.Value)]))!;

    private static async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(AssemblySetUp.Settings.Database);
        await connection.OpenAsync();
        return connection;
    }
}
