using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.PartsLists;

/// <summary>The tables <c>moc_parts_lists</c> and <c>moc_parts</c>.</summary>
internal sealed partial class PartsListStore(Database database)
{
    private const string Lists = "moc_parts_lists";

    private const string Columns =
        """
        id, moc_id as MocId, file_id as FileId, title as Name, description, status, built, purchased,
        total_parts_count as TotalParts, acquired_parts_count as CompletedParts, inventory_percentage::text as InventoryPercentage,
        cost_estimate::text as CostEstimate, actual_cost::text as ActualCost, notes, created_at as CreatedAt, updated_at as UpdatedAt
        """;

    public Task<IReadOnlyList<PartsList>> ListOfMocAsync(Guid mocId, CancellationToken cancellationToken)
    {
        const string Sql = $"select {Columns} from moc_parts_lists where moc_id = @mocId order by created_at desc, id";
        return database.ListAsync(
            new Statement("moc.parts-lists", Lists, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<PartsList>(Sql, new { mocId, cancellationToken }),
            cancellationToken);
    }

    /// <summary>What all parts lists of a user's MOCs amount to.</summary>
    public async Task<PartsListTotals> SummarizeAsync(string userId, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            select count(*) as Lists,
                count(*) filter (where list.status = 'planning') as Planning,
                count(*) filter (where list.status = 'in_progress') as InProgress,
                count(*) filter (where list.status = 'completed') as Completed,
                coalesce(sum(list.total_parts_count), 0)::bigint as Parts,
                coalesce(sum(list.acquired_parts_count), 0)::bigint as CompletedParts
            from moc_parts_lists list
            join moc_instructions moc on moc.id = list.moc_id
            where moc.user_id = @userId
            """;
        var totals = await database.FindAsync(
            new Statement("parts-list.summary", Lists, DatabaseOperation.Select, Sql),
            connection => connection.QueryFirstOrDefaultAsync<PartsListTotals>(Sql, new { userId, cancellationToken }),
            cancellationToken);
        return totals!;
    }

    /// <summary>Adds a list with its items.</summary>
    /// <returns>The list as stored, or null when the MOC is gone.</returns>
    public Task<PartsList?> CreateAsync(Guid mocId, NewPartsList list, DateTime now, CancellationToken cancellationToken) =>
        NullIfGoneAsync(() => database.TransactionAsync<PartsList?>(
            "parts-list.create",
            async transaction => await InsertAsync(transaction, mocId, null, list, now, cancellationToken),
            cancellationToken));

    /// <summary>Changes the members that are present; with items it replaces all items and counts anew.</summary>
    /// <returns>The list as stored, or null when there is none of that id on that MOC.</returns>
    public Task<PartsList?> UpdateAsync(PartsListChange change, DateTime now, CancellationToken cancellationToken) =>
        NullIfGoneAsync(() => database.TransactionAsync(
            "parts-list.update",
            async transaction =>
            {
                // First: it locks the row, so that of two changes at a time one replaces the items after the other.
                var list = await UpdateRowAsync(transaction, change, now, cancellationToken);
                if (list is not null && change.Parts is { } parts)
                {
                    var known = await DeletePartsAsync(transaction, list.Id, cancellationToken);
                    await InsertPartsAsync(transaction, list.Id, parts, known, now, cancellationToken);
                }

                return list;
            },
            cancellationToken));

    /// <returns>The list with its new status, and the status it had; null when there is no such list.</returns>
    public Task<PartsListStatusChange?> UpdateStatusAsync(
        Guid mocId, Guid id, string status, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            with old as (
                select id as old_id, status as old_status from moc_parts_lists where id = @id and moc_id = @mocId for update
            )
            update moc_parts_lists set status = @status, updated_at = @now
            from old
            where id = old_id
            returning {Columns}, old_status as OldStatus
            """;
        return database.FindAsync(
            new Statement("parts-list.status", Lists, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<PartsListStatusChange>(Sql, new { mocId, id, status, now, cancellationToken }),
            cancellationToken);
    }

    /// <summary>Deletes a list; its items go with it.</summary>
    /// <returns>False when there is no such list.</returns>
    public async Task<bool> DeleteAsync(Guid mocId, Guid id, CancellationToken cancellationToken)
    {
        const string Sql = "delete from moc_parts_lists where id = @id and moc_id = @mocId returning id";
        var deleted = await database.ListAsync(
            new Statement("parts-list.delete", Lists, DatabaseOperation.Delete, Sql),
            connection => connection.QueryAsync<Guid>(Sql, new { mocId, id, cancellationToken }),
            cancellationToken);
        return deleted.Count > 0;
    }

    public static async Task DeleteOfMocAsync(Transaction transaction, Guid mocId, CancellationToken cancellationToken)
    {
        const string DeleteParts =
            "delete from moc_parts where parts_list_id in (select id from moc_parts_lists where moc_id = @mocId)";
        await transaction.ExecuteAsync(
            new Statement("moc.delete.parts", Parts, DatabaseOperation.Delete, DeleteParts),
            connection => connection.ExecuteAsync(DeleteParts, new { mocId, cancellationToken }));

        const string DeleteLists = "delete from moc_parts_lists where moc_id = @mocId";
        await transaction.ExecuteAsync(
            new Statement("moc.delete.parts-lists", Lists, DatabaseOperation.Delete, DeleteLists),
            connection => connection.ExecuteAsync(DeleteLists, new { mocId, cancellationToken }));
    }
}
