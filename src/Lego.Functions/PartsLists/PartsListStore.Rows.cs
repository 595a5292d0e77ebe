using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Errors;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.PartsLists;

/// <content>Rows inside a transaction, also one of another domain.</content>
internal sealed partial class PartsListStore
{
    /// <summary>Adds a list with its items.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="mocId">The MOC; a foreign key holds it.</param>
    /// <param name="fileId">The file it was made from, if it was.</param>
    /// <param name="list">The list.</param>
    /// <param name="now">The time of the request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PartsList> InsertAsync(
        Transaction transaction, Guid mocId, Guid? fileId, NewPartsList list, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            insert into moc_parts_lists (
                moc_id, file_id, title, description, total_parts_count, acquired_parts_count, inventory_percentage, created_at, updated_at)
            values (@mocId, @fileId, @name, @description, @total, @completed, @percentage, @now, @now)
            returning {Columns}
            """;
        var (name, description) = (list.Name, list.Description);
        var (total, completed, percentage) = (list.Counters.Total, list.Counters.Completed, list.Counters.Percentage);
        var row = await transaction.FindAsync(
            new Statement("parts-list.insert", Lists, DatabaseOperation.Insert, Sql),
            connection => connection.QueryFirstOrDefaultAsync<PartsList>(
                Sql, new { mocId, fileId, name, description, total, completed, percentage, now, cancellationToken }));
        await InsertPartsAsync(transaction, row!.Id, list.Parts, new HashSet<Guid>(), now, cancellationToken);
        return row;
    }

    private static Task<PartsList?> UpdateRowAsync(
        Transaction transaction, PartsListChange change, DateTime now, CancellationToken cancellationToken)
    {
        const string Sql =
            $"""
            update moc_parts_lists set
                title = case when @hasName then @name::text else title end,
                description = case when @hasDescription then @description::text else description end,
                notes = case when @hasNotes then @notes::text else notes end,
                status = case when @hasStatus then @status::text else status end,
                built = case when @hasBuilt then @built::boolean else built end,
                purchased = case when @hasPurchased then @purchased::boolean else purchased end,
                cost_estimate = case when @hasCostEstimate then @costEstimate::numeric else cost_estimate end,
                actual_cost = case when @hasActualCost then @actualCost::numeric else actual_cost end,
                total_parts_count = case when @hasParts then @total else total_parts_count end,
                acquired_parts_count = case when @hasParts then @completed else acquired_parts_count end,
                inventory_percentage = case when @hasParts then @percentage else inventory_percentage end,
                updated_at = @now
            where id = @id and moc_id = @mocId
            returning {Columns}
            """;
        var counters = PartsCounters.Of(change.Parts ?? []);
        return transaction.FindAsync(
            new Statement("parts-list.update", Lists, DatabaseOperation.Update, Sql),
            connection => connection.QueryFirstOrDefaultAsync<PartsList>(
                Sql,
                new
                {
                    id = change.Id,
                    mocId = change.MocId,
                    now,
                    hasName = change.Name.IsPresent,
                    name = change.Name.Value,
                    hasDescription = change.Description.IsPresent,
                    description = change.Description.Value,
                    hasNotes = change.Notes.IsPresent,
                    notes = change.Notes.Value,
                    hasStatus = change.Status.IsPresent,
                    status = change.Status.Value,
                    hasBuilt = change.Built.IsPresent,
                    built = change.Built.Value,
                    hasPurchased = change.Purchased.IsPresent,
                    purchased = change.Purchased.Value,
                    hasCostEstimate = change.CostEstimate.IsPresent,
                    costEstimate = change.CostEstimate.Value,
                    hasActualCost = change.ActualCost.IsPresent,
                    actualCost = change.ActualCost.Value,
                    hasParts = change.Parts is not null,
                    total = counters.Total,
                    completed = counters.Completed,
                    percentage = counters.Percentage,
                    cancellationToken,
                }));
    }

    /// <summary>A MOC that is deleted between the gate and the write takes its lists with it.</summary>
    private static async Task<PartsList?> NullIfGoneAsync(Func<Task<PartsList?>> write)
    {
        try
        {
            return await write();
        }
        catch (DatabaseException exception) when (Database.IsMissingReference(exception))
        {
            return null;
        }
    }
}
