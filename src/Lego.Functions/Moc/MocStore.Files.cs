using System.Text.Json.Nodes;
using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>The table <c>moc_files</c>.</content>
internal sealed partial class MocStore
{
    private const string FilesTable = "moc_files";

    public const string DuplicateFileName = "The MOC already has a file with this name.";

    private const string FileColumns =
        """
        id, moc_id as MocId, file_type as FileType, file_url as FileUrl, original_filename as OriginalFilename, mime_type as MimeType,
        created_at as CreatedAt
        """;

    // What is asked for together with the row it belongs to is not asked for twice; who gets nothing is told why by a second look.
    private const string OfUser = "exists (select 1 from moc_instructions moc where moc.id = @mocId and moc.user_id = @userId)";

    private const string FilesOfMoc = $"select {FileColumns} from moc_files where moc_id = @mocId order by created_at, id";

    /// <summary>The MOC, whoever owns it, or null, and its files.</summary>
    public Task<(Moc? Moc, IReadOnlyList<MocFile> Files)> FindWithFilesAsync(Guid mocId, CancellationToken cancellationToken)
    {
        const string Sql = $"{ById}; {FilesOfMoc}";
        return database.BatchAsync(
            new Statement("moc.files", FilesTable, DatabaseOperation.Select, Sql),
            [("mocId", mocId)],
            async answers =>
            {
                var row = await answers.FindAsync(reader => reader.GetRowParser<MocRow>());
                return (row?.ToMoc(), await answers.ListAsync(reader => reader.GetRowParser<MocFile>()));
            },
            cancellationToken);
    }

    /// <summary>The file of that MOC of the user, or null.</summary>
    public Task<MocFile?> FindFileAsync(Guid mocId, Guid fileId, string userId, CancellationToken cancellationToken)
    {
        const string Sql = $"select {FileColumns} from moc_files where id = @fileId and moc_id = @mocId and {OfUser}";
        return database.FindAsync(
            new Statement("moc.file.get", FilesTable, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocFile>(Sql, new { mocId, fileId, userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>Adds files to a MOC, all of them or none.</summary>
    /// <returns>
    /// For each file its row, or null when the MOC has a file of that name; null when the MOC is gone.
    /// </returns>
    public Task<IReadOnlyList<MocFile?>?> AddFilesAsync(
        Guid mocId, IReadOnlyList<MocFileRow> files, DateTime now, CancellationToken cancellationToken)
    {
        // The MOC first, so that it cannot be deleted meanwhile. Of two files with one name the first is added. A file that is there under
        // its own URL, which no other has, was added by a first try whose answer was lost.
        const string Sql =
            $"""
            update moc_instructions set updated_at = @now where id = @mocId returning id;
            with added as (
                insert into moc_files (moc_id, file_type, file_url, original_filename, mime_type, created_at)
                select moc.id, file.type, file.url, file.name, file.mime_type, @now
                from jsonb_to_recordset(@rows::jsonb) as file (place integer, type text, url text, name text, mime_type text)
                join moc_instructions moc on moc.id = @mocId
                order by file.place
                on conflict (moc_id, original_filename) do nothing
                returning *)
            select {FileColumns} from added
            union all
            select {FileColumns} from moc_files
            where moc_id = @mocId and file_url in (select own.url from jsonb_to_recordset(@rows::jsonb) as own (url text))
            """;
        var rows = ToJson(files);
        return database.BatchAsync<IReadOnlyList<MocFile?>?>(
            new Statement("moc.file.insert", FilesTable, DatabaseOperation.Insert, Sql),
            [("mocId", mocId), ("rows", rows), ("now", now)],
            async answers =>
            {
                var touched = await answers.ListAsync<Guid>(static _ => static row => row.GetGuid(0));
                var added = await answers.ListAsync(reader => reader.GetRowParser<MocFile>());
                return touched.Count == 0 ? null : [.. files.Select(file => added.FirstOrDefault(row => row.FileUrl == file.FileUrl))];
            },
            cancellationToken);
    }

    /// <summary>Removes a file from a MOC of the user.</summary>
    /// <returns>The file that was removed, or null when there is none.</returns>
    public Task<MocFile?> DeleteFileAsync(Guid mocId, Guid fileId, string userId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            with gone as (
                delete from moc_files where id = @fileId and moc_id = @mocId and {OfUser} returning *),
            touched as (
                update moc_instructions set updated_at = @now where id in (select moc_id from gone))
            select {FileColumns} from gone
            """;
        return database.FindAsync(
            new Statement("moc.file.delete", FilesTable, DatabaseOperation.Delete, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocFile>(Sql, new { mocId, fileId, userId, now, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <param name="files">The files.</param>
    /// <param name="ids">Their ids, where they are known before.</param>
    private static string ToJson(IEnumerable<MocFileRow> files, IReadOnlyList<Guid>? ids = null) => new JsonArray(
    [
        .. files.Select((file, place) => new JsonObject
        {
            ["id"] = ids?[place],
            ["place"] = place,
            ["type"] = file.FileType,
            ["url"] = file.FileUrl,
            ["name"] = file.OriginalFilename,
            ["mime_type"] = file.MimeType,
        }),
    ]).ToJsonString();
}
