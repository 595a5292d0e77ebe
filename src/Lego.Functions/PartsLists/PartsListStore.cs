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

    /// <summary>Selects the parts lists of a MOC.</summary>
    public const string OfMoc = $"select {Columns} from moc_parts_lists where moc_id = @mocId order by created_at desc, id";

    // What is asked for together with the row it belongs to is not asked for twice; who gets nothing is told why by a second look.
    private const string OfUser = "exists (select 1 from moc_instructions moc where moc.id = @mocId and moc.user_id = @userId)";

    /// <summary>The parts lists of a MOC of the user, and if wanted the items of all of them, each list's in the order they were given in.</summary>
    public Task<(IReadOnlyList<PartsList> Lists, IReadOnlyList<PartItem> Parts)> ListAsync(
        Guid mocId, string userId, bool withParts, CancellationToken cancellationToken)
    {
        const string ListsOnly = $"select {Columns} from moc_parts_lists where moc_id = @mocId and {OfUser} order by created_at desc, id";
        const string WithParts = $"{ListsOnly}; {PartsOfMoc}";
        return database.BatchAsync(
            new Statement("moc.parts-lists", Lists, DatabaseOperation.Select, withParts ? WithParts : ListsOnly),
            [("mocId", mocId), ("userId", userId)],
            async answers => (
                await answers.ListAsync(reader => reader.GetRowParser<PartsList>()),
                withParts ? await answers.ListAsync(reader => reader.GetRowParser<PartItem>()) : []),
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
            connection => connection.QueryFirstOrDefaultAsync<PartsListTotals>(Sql, new { userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return totals!;
    }

    /// <summary>Adds a list with its items.</summary>
    /// <returns>The list as stored, or null when the user has no such MOC.</returns>
    public Task<PartsList?> CreateAsync(Guid mocId, string userId, NewPartsList list, DateTime now, CancellationToken cancellationToken) =>
        NullIfGoneAsync(() =>
        {
            var insert = new Statement("parts-list.insert", Lists, DatabaseOperation.Insert, $"{InsertList}; {InsertParts}");
            var values = InsertValues(mocId, userId, null, list, now);
            var tries = 0;
            return list.Parts.Count <= BatchRows
                ? database.BatchAsync(insert, values, ReadAsync, cancellationToken)
                : database.TransactionAsync(
                    "parts-list.create",
                    async transaction =>
                    {
                        var row = await transaction.BatchAsync(insert, values, ReadAsync, cancellationToken);
                        if (row is not null)
                        {
                            await CopyRestAsync(transaction, row.Id, list.Parts, tries++ > 0, now, cancellationToken);
                        }

                        return row;
                    },
                    cancellationToken);
        });

    /// <summary>Changes the members that are present; with items it replaces all items and counts anew.</summary>
    /// <returns>The list as stored, or null when there is none of that id on that MOC.</returns>
    public Task<PartsList?> UpdateAsync(PartsListChange change, string userId, DateTime now, CancellationToken cancellationToken) =>
        NullIfGoneAsync(() =>
        {
            // The row first: it is locked, so that of two changes at a time one replaces the items after the other.
            var row = new Statement("parts-list.update", Lists, DatabaseOperation.Update, UpdateRow);
            var values = UpdateValues(change, userId, now);
            return change.Parts switch
            {
                null => database.BatchAsync(row, values, ReadAsync, cancellationToken),
                { Count: <= BatchRows } parts => database.BatchAsync(
                    row with { Sql = $"{UpdateRow}; {ReplaceParts}" }, [.. values, ("items", ToJson(parts))], ReadAsync, cancellationToken),
                { } parts => database.TransactionAsync(
                    "parts-list.update",
                    async transaction =>
                    {
                        var list = await transaction.BatchAsync(row, values, ReadAsync, cancellationToken);
                        if (list is not null)
                        {
                            var known = await DeletePartsAsync(transaction, list.Id, cancellationToken);
                            await CopyPartsAsync(transaction, list.Id, parts, 0, known, now, cancellationToken);
                        }

                        return list;
                    },
                    cancellationToken),
            };
        });

    /// <returns>The list with its new status, and the status it had; null when there is no such list.</returns>
    public Task<PartsListStatusChange?> UpdateStatusAsync(
        Guid mocId, Guid id, string userId, string status, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            with old as (
                select id as old_id, status as old_status from moc_parts_lists where id = @id and moc_id = @mocId and {OfUser} for update
            )
            update moc_parts_lists set status = @status, updated_at = @now
            from old
            where id = old_id
            returning {Columns}, old_status as OldStatus
            """;
        return database.FindAsync(
            new Statement("parts-list.status", Lists, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<PartsListStatusChange>(Sql, new { mocId, id, userId, status, now, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
    }

    /// <summary>Deletes a list; its items go with it.</summary>
    /// <returns>False when there is no such list.</returns>
    public async Task<bool> DeleteAsync(Guid mocId, Guid id, string userId, CancellationToken cancellationToken)
    {
        const string Sql = $"delete from moc_parts_lists where id = @id and moc_id = @mocId and {OfUser} returning id";
        var deleted = await database.ListAsync(
            new Statement("parts-list.delete", Lists, DatabaseOperation.Delete, Sql),
            connection => connection.QueryAsync<Guid>(Sql, new { mocId, id, userId, cancellationToken }, commandTimeout: connection.CommandTimeout),
            cancellationToken);
        return deleted.Count > 0;
    }
}
