using Dapper;
using Lego.Functions.PartsLists;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.Moc;

/// <content>Parts lists that set the MOC's count of pieces.</content>
internal sealed partial class MocStore
{
    /// <summary>Adds a parts list that was read from a file, with the file's row if it has none yet, and counts the MOC's pieces by it.</summary>
    /// <returns>What was added, or null when the MOC is gone.</returns>
    /// <exception cref="ConflictException">The MOC has a file of that name.</exception>
    public Task<AddedPartsList?> AddPartsListAsync(
        Guid mocId, MocFileRow? file, NewPartsList list, DateTime now, CancellationToken cancellationToken) =>
        database.TransactionAsync<AddedPartsList?>(
            "moc.parts-list.add",
            async transaction =>
            {
                // First, so that the MOC cannot be deleted meanwhile.
                var moc = await SetPieceCountAsync(transaction, mocId, list.Counters.Total, now, cancellationToken);
                if (moc is null)
                {
                    return null;
                }

                var row = file is null
                    ? null
                    : await InsertFileAsync(transaction, mocId, file, now, cancellationToken) ?? throw new ConflictException(DuplicateFileName);
                var added = await PartsListStore.InsertAsync(transaction, mocId, row?.Id, list, now, cancellationToken);
                return new AddedPartsList(moc.ToMoc(), row, added);
            },
            cancellationToken);

    private static Task<MocRow?> SetPieceCountAsync(
        Transaction transaction, Guid mocId, int count, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql = $"update moc_instructions set total_piece_count = @count, updated_at = @now where id = @mocId returning {Columns}";
        return transaction.FindAsync(
            new Statement("moc.piece-count", Table, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<MocRow>(Sql, new { mocId, count, now, cancellationToken }));
    }
}
