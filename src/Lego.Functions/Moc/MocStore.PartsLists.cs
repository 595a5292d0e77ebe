using Dapper;
using Lego.Functions.PartsLists;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;
using Npgsql;

namespace Lego.Functions.Moc;

/// <content>Parts lists that set the MOC's count of pieces.</content>
internal sealed partial class MocStore
{
    /// <summary>
    /// Adds a parts list that was read from a file, with the file's row if it has none yet, and counts the MOC's pieces by it.
    /// </summary>
    /// <returns>What was added, or null when the user has no such MOC.</returns>
    /// <exception cref="ConflictException">The MOC has a file of that name.</exception>
    public async Task<AddedPartsList?> AddPartsListAsync(
        Guid mocId, string userId, MocFileRow? file, NewPartsList list, DateTime now, CancellationToken cancellationToken)
    {
        // The MOC first, so that it cannot be deleted meanwhile. A file name that is taken fails, and undoes, all of it. The ids are drawn
        // once for all tries: a second one may meet the rows of a first whose answer was lost.
        const string Sql =
            $"""
            update moc_instructions set total_piece_count = @total, updated_at = @now where id = @mocId and user_id = @userId returning {Columns};
            with added as (
                insert into moc_files (id, moc_id, file_type, file_url, original_filename, mime_type, created_at)
                select @fileId::uuid, @mocId, @fileType::text, @fileUrl::text, @originalFilename::text, @mimeType::text, @now
                where @fileId::uuid is not null and {OfUser} and not exists (select 1 from moc_files own where own.id = @fileId::uuid)
                returning *)
            select {FileColumns} from added union all select {FileColumns} from moc_files where id = @fileId::uuid;
            {PartsListStore.InsertList};
            {PartsListStore.InsertParts}
            """;
        var insert = new Statement("parts-list.insert", Table, DatabaseOperation.Insert, Sql);
        Guid? fileId = file is null ? null : Guid.NewGuid();
        IReadOnlyList<(string Name, object? Value)> values =
        [
            .. PartsListStore.InsertValues(mocId, userId, fileId, list, now),
            ("fileType", file?.FileType),
            ("fileUrl", file?.FileUrl),
            ("originalFilename", file?.OriginalFilename),
            ("mimeType", file?.MimeType),
        ];
        var tries = 0;
        try
        {
            return await (list.Parts.Count <= PartsListStore.BatchRows
                ? database.BatchAsync(insert, values, ReadAddedAsync, cancellationToken)
                : database.TransactionAsync(
                    "moc.parts-list.add",
                    async transaction =>
                    {
                        var added = await transaction.BatchAsync(insert, values, ReadAddedAsync, cancellationToken);
                        if (added is not null)
                        {
                            await PartsListStore.CopyRestAsync(transaction, added.PartsList.Id, list.Parts, tries++ > 0, now, cancellationToken);
                        }

                        return added;
                    },
                    cancellationToken));
        }
        catch (PostgresException exception) when (Database.IsDuplicate(exception))
        {
            throw new ConflictException(DuplicateFileName, exception);
        }
    }

    private static async Task<AddedPartsList?> ReadAddedAsync(ResultSets answers)
    {
        var moc = await answers.FindAsync(reader => reader.GetRowParser<MocRow>());
        var file = await answers.FindAsync(reader => reader.GetRowParser<MocFile>());
        var list = await answers.FindAsync(reader => reader.GetRowParser<PartsList>());
        return moc is null || list is null ? null : new AddedPartsList(moc.ToMoc(), file, list);
    }
}
