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

    private const string FilesOfMoc = $"select {FileColumns} from moc_files where moc_id = @mocId order by created_at, id";

    public Task<IReadOnlyList<MocFile>> ListFilesAsync(Guid mocId, CancellationToken cancellationToken)
    {
        return database.ListAsync(
            new Statement("moc.files", FilesTable, DatabaseOperation.Select, FilesOfMoc),
            connection => connection.QueryAsync<MocFile>(FilesOfMoc, new { mocId, cancellationToken }),
            cancellationToken);
    }

    /// <summary>The file of that MOC, or null.</summary>
    public Task<MocFile?> FindFileAsync(Guid mocId, Guid fileId, CancellationToken cancellationToken)
    {
        const string Sql = $"select {FileColumns} from moc_files where id = @fileId and moc_id = @mocId";
        return database.FindAsync(
            new Statement("moc.file.get", FilesTable, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocFile>(Sql, new { mocId, fileId, cancellationToken }),
            cancellationToken);
    }

    /// <summary>Adds files to a MOC, all in one transaction.</summary>
    /// <returns>
    /// For each file its row, or null when the MOC has a file of that name; null when the MOC is gone.
    /// </returns>
    public Task<IReadOnlyList<MocFile?>?> AddFilesAsync(
        Guid mocId, IReadOnlyList<MocFileRow> files, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync<IReadOnlyList<MocFile?>?>(
            "moc.file.add",
            async transaction =>
            {
                // First, so that the MOC cannot be deleted meanwhile.
                if (!await TouchAsync(transaction, mocId, now, cancellationToken))
                {
                    return null;
                }

                List<MocFile?> rows = [];
                foreach (var file in files)
                {
                    rows.Add(await InsertFileAsync(transaction, mocId, file, now, cancellationToken));
                }

                return rows;
            },
            cancellationToken);

    /// <summary>Removes a file from a MOC.</summary>
    /// <returns>The file that was removed, or null when there is none.</returns>
    public Task<MocFile?> DeleteFileAsync(Guid mocId, Guid fileId, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync(
            "moc.file.delete",
            async transaction =>
            {
                const string Sql = $"delete from moc_files where id = @fileId and moc_id = @mocId returning {FileColumns}";
                var file = await transaction.FindAsync(
                    new Statement("moc.file.delete", FilesTable, DatabaseOperation.Delete, Sql),
                    connection => connection.QueryFirstOrDefaultAsync<MocFile>(Sql, new { mocId, fileId, cancellationToken }));
                if (file is not null)
                {
                    await TouchAsync(transaction, mocId, now, cancellationToken);
                }

                return file;
            },
            cancellationToken);

    /// <returns>The row, or null when the MOC has a file of that name.</returns>
    private static Task<MocFile?> InsertFileAsync(
        Transaction transaction, Guid mocId, MocFileRow file, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            insert into moc_files (moc_id, file_type, file_url, original_filename, mime_type, created_at)
            values (@mocId, @fileType, @fileUrl, @originalFilename, @mimeType, @now)
            on conflict (moc_id, original_filename) do nothing
            returning {FileColumns}
            """;
        var (fileType, fileUrl, originalFilename, mimeType) = file;
        return transaction.FindAsync(
            new Statement("moc.file.insert", FilesTable, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocFile>(
                Sql, new { mocId, fileType, fileUrl, originalFilename, mimeType, now, cancellationToken }));
    }

    private static async Task<bool> TouchAsync(Transaction transaction, Guid mocId, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql = "update moc_instructions set updated_at = @now where id = @mocId";
        return await transaction.ExecuteAsync(
            new Statement("moc.touch", Table, DatabaseOperation.Update, Sql),
            connection => connection.ExecuteAsync(Sql, new { mocId, now, cancellationToken })) > 0;
    }
}
