using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;
using NpgsqlTypes;

namespace Lego.Functions.Moc;

/// <content>MOCs whose files are uploaded by the client.</content>
internal sealed partial class MocStore
{
    /// <summary>Adds a MOC and the rows of the files that are to come.</summary>
    /// <returns>False when the user has a MOC with this title, or this set.</returns>
    public Task<bool> CreateWithFilesAsync(
        Guid id, string userId, NewMoc moc, IReadOnlyList<SignedMocFile> files, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync(
            "moc.initialize",
            async transaction =>
            {
                if (!await InsertAsync(transaction, id, userId, moc, now, cancellationToken))
                {
                    return false;
                }

                const string Sql =
                    """
                    copy moc_files (id, moc_id, file_type, file_url, original_filename, mime_type, created_at)
                    from stdin (format binary)
                    """;
                await transaction.CopyAsync(
                    new Statement("moc.file.insert", FilesTable, DatabaseOperation.Insert, Sql),
                    files.Index(),
                    async (row, item) =>
                    {
                        var (index, file) = item;
                        await row.WriteAsync(file.Id, NpgsqlDbType.Uuid, cancellationToken);
                        await row.WriteAsync(id, NpgsqlDbType.Uuid, cancellationToken);
                        await row.WriteAsync(file.Row.FileType, NpgsqlDbType.Text, cancellationToken);
                        await row.WriteAsync(file.Row.FileUrl, NpgsqlDbType.Text, cancellationToken);
                        await row.WriteAsync(file.Row.OriginalFilename, NpgsqlDbType.Text, cancellationToken);
                        await row.WriteAsync(file.Row.MimeType, NpgsqlDbType.Text, cancellationToken);
                        // A microsecond apart, so that files are listed in the order in which they were announced.
                        await row.WriteAsync(now.AddMicroseconds(index), NpgsqlDbType.TimestampTz, cancellationToken);
                    },
                    cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>Takes note of which files have arrived.</summary>
    /// <param name="mocId">The MOC.</param>
    /// <param name="thumbnail">The file that is its thumbnail from now on; null leaves the old one.</param>
    /// <param name="failed">Files that did not arrive: their rows go.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The MOC and its files as stored, or null when the MOC is gone.</returns>
    public Task<FinalizedMoc?> FinalizeAsync(
        Guid mocId, MocFile? thumbnail, IReadOnlyList<MocFile> failed, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync<FinalizedMoc?>(
            "moc.finalize",
            async transaction =>
            {
                var moc = await SetThumbnailAsync(transaction, mocId, thumbnail?.FileUrl, now, cancellationToken);
                if (moc is null)
                {
                    return null;
                }

                if (failed.Count > 0)
                {
                    var ids = string.Join(',', failed.Select(file => file.Id));
                    const string Delete = "delete from moc_files where moc_id = @mocId and id = any(string_to_array(@ids, ',')::uuid[])";
                    await transaction.ExecuteAsync(
                        new Statement("moc.file.delete", FilesTable, DatabaseOperation.Delete, Delete),
                        connection => connection.ExecuteAsync(Delete, new { mocId, ids, cancellationToken }));
                }

                if (thumbnail is not null && thumbnail.FileType != FileKind.Thumbnail.Name)
                {
                    var (fileId, type) = (thumbnail.Id, FileKind.Thumbnail.Name);
                    const string Retype = "update moc_files set file_type = @type where moc_id = @mocId and id = @fileId";
                    await transaction.ExecuteAsync(
                        new Statement("moc.file.retype", FilesTable, DatabaseOperation.Update, Retype),
                        connection => connection.ExecuteAsync(Retype, new { mocId, fileId, type, cancellationToken }));
                }

                var files = await transaction.ListAsync(
                    new Statement("moc.files", FilesTable, DatabaseOperation.Select, FilesOfMoc),
                    connection => connection.QueryAsync<MocFile>(FilesOfMoc, new { mocId, cancellationToken }));
                return new FinalizedMoc(moc.ToMoc(), files);
            },
            cancellationToken);

    private static async Task<bool> InsertAsync(
        Transaction transaction, Guid id, string userId, NewMoc moc, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            insert into moc_instructions (
                id, user_id, type, title, description, author, theme, subtheme, brand, set_number, parts_count, uploaded_date, release_year,
                retired, tags, created_at, updated_at)
            values (
                @id, @userId, @type, @title, @description, @author, @theme, @subtheme, @brand, @setNumber, @partsCount, @uploadedDate,
                @releaseYear, @retired, @tags::jsonb, @now, @now)
            on conflict do nothing
            """;
        return await transaction.ExecuteAsync(
            new Statement("moc.create", Table, DatabaseOperation.Insert, Sql),
            connection => connection.ExecuteAsync(
                Sql,
                new
                {
                    id,
                    userId,
                    type = moc.Type,
                    title = moc.Title,
                    description = moc.Description,
                    author = moc.Author,
                    theme = moc.Theme,
                    subtheme = moc.Subtheme,
                    brand = moc.Brand,
                    setNumber = moc.SetNumber,
                    partsCount = moc.PartsCount,
                    uploadedDate = moc.UploadedDate,
                    releaseYear = moc.ReleaseYear,
                    retired = moc.Retired,
                    tags = MocRow.TagsText(moc.Tags),
                    now,
                    cancellationToken,
                })) > 0;
    }

    private static Task<MocRow?> SetThumbnailAsync(
        Transaction transaction, Guid mocId, string? url, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update moc_instructions set thumbnail_url = coalesce(@url::text, thumbnail_url), updated_at = @now
            where id = @mocId
            returning {Columns}
            """;
        return transaction.FindAsync(
            new Statement("moc.finalize", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocRow>(Sql, new { mocId, url, now, cancellationToken }));
    }
}
