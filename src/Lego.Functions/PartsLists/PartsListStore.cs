using Dapper;
using Lego.Functions.Shared;
using Lego.Lambda.Runtime.Tracing;

namespace Lego.Functions.PartsLists;

/// <summary>The tables <c>moc_parts_lists</c> and <c>moc_parts</c>.</summary>
internal sealed class PartsListStore(Database database)
{
    private const string Lists = "moc_parts_lists";
    private const string Parts = "moc_parts";

    public Task<IReadOnlyList<PartsList>> ListOfMocAsync(Guid mocId, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            select id, moc_id as MocId, file_id as FileId, title as Name, description, status, built, purchased,
                total_parts_count as TotalParts, acquired_parts_count as CompletedParts, inventory_percentage::text as InventoryPercentage,
                cost_estimate::text as CostEstimate, actual_cost::text as ActualCost, notes, created_at as CreatedAt, updated_at as UpdatedAt
            from moc_parts_lists
            where moc_id = @mocId
            order by created_at desc, id
            """;
        return database.ListAsync(
            new Statement("moc.parts-lists", Lists, DatabaseOperation.Select, Sql),
            connection => connection.QueryAsync<PartsList>(Sql, new { mocId, cancellationToken }),
            cancellationToken);
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
