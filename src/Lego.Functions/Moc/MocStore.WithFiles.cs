using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>MOCs whose files are uploaded by the client.</content>
internal sealed partial class MocStore
{
    /// <summary>Adds a MOC and the rows of the files that are to come.</summary>
    /// <returns>False when the user has a MOC with this title, or this set.</returns>
    public Task<bool> CreateWithFilesAsync(
        Guid id, string userId, NewMoc moc, IReadOnlyList<SignedMocFile> files, DateTime now, CancellationToken cancellationToken)
    {
        // Whether the MOC is there is told by its files, which are at least one: so a second try tells it too, when the answer of the first
        // was lost. The files' times are a microsecond apart, so that they are listed in the order in which they were announced.
        const string Sql =
            """
            insert into moc_instructions (
                id, user_id, type, title, description, author, theme, subtheme, brand, set_number, parts_count, uploaded_date, release_year,
                retired, tags, created_at, updated_at)
            values (
                @id, @userId, @type, @title, @description, @author, @theme, @subtheme, @brand, @setNumber, @partsCount, @uploadedDate,
                @releaseYear, @retired, @tags::jsonb, @now, @now)
            on conflict do nothing;
            insert into moc_files (id, moc_id, file_type, file_url, original_filename, mime_type, created_at)
            select file.id, moc.id, file.type, file.url, file.name, file.mime_type, @now + file.place * interval '1 microsecond'
            from jsonb_to_recordset(@rows::jsonb) as file (id uuid, place integer, type text, url text, name text, mime_type text)
            join moc_instructions moc on moc.id = @id
            on conflict (id) do update set file_url = excluded.file_url
            returning id
            """;
        return database.BatchAsync(
            new Statement("moc.create", Table, DatabaseOperation.Insert, Sql),
            [
                ("id", id),
                ("userId", userId),
                ("type", moc.Type),
                ("title", moc.Title),
                ("description", moc.Description),
                ("author", moc.Author),
                ("theme", moc.Theme),
                ("subtheme", moc.Subtheme),
                ("brand", moc.Brand),
                ("setNumber", moc.SetNumber),
                ("partsCount", moc.PartsCount),
                ("uploadedDate", moc.UploadedDate),
                ("releaseYear", moc.ReleaseYear),
                ("retired", moc.Retired),
                ("tags", MocRow.TagsText(moc.Tags)),
                ("rows", ToJson(files.Select(file => file.Row), [.. files.Select(file => file.Id)])),
                ("now", now),
            ],
            async answers => (await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0))).Count > 0,
            cancellationToken);
    }

    /// <summary>Takes note of which files have arrived.</summary>
    /// <param name="mocId">The MOC.</param>
    /// <param name="thumbnail">The file that is its thumbnail from now on; null leaves the old one.</param>
    /// <param name="failed">Files that did not arrive: their rows go.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The MOC and its files as stored, or null when the MOC is gone.</returns>
    public Task<FinalizedMoc?> FinalizeAsync(
        Guid mocId, MocFile? thumbnail, IReadOnlyList<MocFile> failed, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update moc_instructions set thumbnail_url = coalesce(@url::text, thumbnail_url), updated_at = @now
            where id = @mocId
            returning {Columns};
            delete from moc_files where moc_id = @mocId and id = any(string_to_array(@ids, ',')::uuid[]);
            update moc_files set file_type = @type where moc_id = @mocId and id = @fileId::uuid and file_type <> @type;
            {FilesOfMoc}
            """;
        return database.BatchAsync(
            new Statement("moc.finalize", Table, DatabaseOperation.Update, Sql),
            [
                ("mocId", mocId),
                ("url", thumbnail?.FileUrl),
                ("fileId", thumbnail?.Id),
                ("type", FileKind.Thumbnail.Name),
                ("ids", string.Join(',', failed.Select(file => file.Id))),
                ("now", now),
            ],
            async answers =>
            {
                var moc = await answers.FindAsync(reader => reader.GetRowParser<MocRow>());
                var files = await answers.ListAsync(reader => reader.GetRowParser<MocFile>());
                return moc is null ? null : new FinalizedMoc(moc.ToMoc(), files);
            },
            cancellationToken);
    }
}
